import Balise
import Foundation

/// A picture as an address that holds it.
struct PictureAddress {
  let text: String
  private static let mostBytes = 2 << 20

  init(_ path: String) throws {
    let bytes = Data(try ByteSource.open(path).peek(Self.mostBytes + 1))
    let kinds: [(type: String, start: [UInt8])] = [
      ("png", [0x89, 0x50, 0x4E, 0x47]), ("jpeg", [0xFF, 0xD8, 0xFF]), ("gif", Array("GIF8".utf8)),
      ("webp", Array("RIFF".utf8)), ("svg+xml", Array("<svg".utf8)),
      ("svg+xml", Array("<?xml".utf8)),
    ]
    guard let kind = kinds.first(where: { bytes.starts(with: $0.start) }),
      bytes.count <= Self.mostBytes
    else {
      throw InputError(
        file: path, reason: "it is no PNG, JPEG, GIF, WebP or SVG picture below 2 MB",
        action: "give --logo another file")
    }
    text = "data:image/\(kind.type);base64,\(bytes.base64EncodedString())"
  }
}
