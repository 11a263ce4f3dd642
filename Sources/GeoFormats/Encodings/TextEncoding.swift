/// How text is written in bytes.
enum TextEncoding {
  case utf8
  case utf16(isBigEndian: Bool)
  case windows1252

  /// The encoding of a text that begins so.
  ///
  /// A byte order mark decides. Without one, text of which every second byte is mostly zero is
  /// UTF-16. Otherwise it is UTF-8, except where `looksLikeWindows1252`. O(n).
  init(detectedIn head: ArraySlice<UInt8>) {
    if head.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isBigEndian: false)
    } else if head.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBigEndian: true)
    } else if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else if let isBigEndian = TextEncoding.utf16ByteOrder(head) {
      self = .utf16(isBigEndian: isBigEndian)
    } else if TextEncoding.looksLikeWindows1252(head) {
      self = .windows1252
    } else {
      self = .utf8
    }
  }

  /// Whether text is UTF-16 with the high byte first; nil if it is not UTF-16.
  ///
  /// Names of columns and numbers are ASCII: the zeros of their high bytes all stand at even
  /// places, or all at odd ones.
  private static func utf16ByteOrder(_ head: ArraySlice<UInt8>) -> Bool? {
    var zeros = [0, 0]
    for (offset, byte) in head.prefix(4096).enumerated() where byte == 0 { zeros[offset & 1] += 1 }
    let pairs = min(head.count, 4096) / 2
    if pairs == 0 { return nil }
    for (here, there, isBigEndian) in [(zeros[0], zeros[1], true), (zeros[1], zeros[0], false)]
    where here * 2 > pairs && there * 20 <= pairs { return isBigEndian }
    return nil
  }

  /// Whether bytes that are not UTF-8 are so many, and such, that the text is Windows-1252:
  ///
  /// - more of them than well-formed sequences of UTF-8, so that a UTF-8 file with some broken
  ///   bytes stays one;
  /// - none of the five bytes that Windows-1252 leaves open;
  /// - at least half are the letters and signs from 0xA0 on, or quotes and dashes;
  /// - at most a fifth stand in runs of three or more: words written in another alphabet do.
  private static func looksLikeWindows1252(_ head: ArraySlice<UInt8>) -> Bool {
    let bytes = head.span
    var wellFormed = 0
    var broken = 0
    var usual = 0
    var inLongRuns = 0
    var run = 0
    var index = 0
    func endRun() {
      if run >= 3 { inLongRuns += run }
      run = 0
    }
    while let next = UTF8Check.firstNonASCII(in: bytes, from: index) {
      if next > index { endRun() }
      let length = UTF8Check.sequenceLength(in: bytes, at: next, end: bytes.count)
      if length > 0 {
        endRun()
        wellFormed += 1
        index = next + length
        continue
      }
      let byte = bytes[next]
      // The piece looked at may end inside a sequence.
      if next + 3 >= bytes.count && byte >= 0xC2 && broken < wellFormed { break }
      switch byte {
      case 0x81, 0x8D, 0x8F, 0x90, 0x9D: return false
      case 0xA0...0xFF, 0x85, 0x91...0x97: usual += 1
      default: break
      }
      broken += 1
      run += 1
      index = next + 1
    }
    endRun()
    return broken > wellFormed && usual * 2 >= broken && inLongRuns * 5 <= broken
  }
}

extension ByteSource {
  /// The same text as UTF-8: UTF-16 and Windows-1252 are recognised by the first megabyte, or by the
  /// megabyte from the first byte beyond ASCII on, and recoded as they are read.
  ///
  /// UTF-16 is told by its byte order mark or its zero bytes; Windows-1252 where broken UTF-8
  /// outnumbers well-formed sequences and is spread as in western European words, which is
  /// reported once as `encoding-windows-1252`. Halves of UTF-16 pairs become single bytes that are
  /// not UTF-8, so that a reader reports them where they stand.
  public func recodedToUTF8() throws(InputError) -> ByteSource {
    let head = try peek(ByteSource.chunkSize)
    return switch TextEncoding(detectedIn: head) {
    case .utf8 where head.count == ByteSource.chunkSize && head.isASCII:
      ByteSource(LateEncodingStream(self), name: name)
    case .utf8: self
    case .utf16(let isBigEndian):
      ByteSource(UTF16Stream(self, isBigEndian: isBigEndian), name: name)
    case .windows1252: ByteSource(Windows1252Stream(self), name: name)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether no byte is above 0x7F. O(n), eight bytes at a time.
  fileprivate var isASCII: Bool { UTF8Check.firstNonASCII(in: span, from: 0) == nil }
}
