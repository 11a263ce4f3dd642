import Foundation

/// What `CASEI` and `ACCENTI` take away from text.
enum TextFolding: Sendable {
  case letterCase
  case accents

  /// The folded text. O(length); letters of ASCII and of the Latin blocks take a short way.
  func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return self == .letterCase ? text.lowercased() : text
    }
    let letters = self == .letterCase ? Self.smallLatin : Self.plainLatin
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      guard scalar.value < Self.latinEnd else { return foldSlowly(text) }
      result.append(contentsOf: letters[Int(scalar.value)])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Behind Latin Extended-B.
  private static let latinEnd: UInt32 = 0x250
  private static let smallLatin = latin(.letterCase)
  private static let plainLatin = latin(.accents)

  /// The folded form of each letter below the end.
  private static func latin(_ folding: TextFolding) -> [[UInt8]] {
    (0..<latinEnd).map { value in
      Array((Unicode.Scalar(value).map { folding.foldSlowly(String(Character($0))) } ?? "").utf8)
    }
  }

  private func foldSlowly(_ text: String) -> String {
    switch self {
    case .letterCase: Self.foldCase(text)
    case .accents: Self.foldAccents(text)
    }
  }

  /// Full case folding by way of capitals, so that ß is ss and both small sigmas are one; dotless i
  /// stays, as in Unicode's table.
  private static func foldCase(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\u{131}" {
        result.unicodeScalars.append(scalar)
        continue
      }
      for capital in scalar.properties.uppercaseMapping.unicodeScalars {
        result += capital.properties.lowercaseMapping
      }
    }
    return result
  }

  /// Base letters that Unicode does not take apart.
  private static let strokes: [Unicode.Scalar: Unicode.Scalar] = [
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ŧ": "t",
    "Ŧ": "T", "ı": "i",
  ]

  private static func foldAccents(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      result.append(strokes[scalar] ?? scalar)
    }
    return String(result).precomposedStringWithCanonicalMapping
  }
}
