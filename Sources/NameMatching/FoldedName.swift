import Foundation

/// A name reduced to what makes two spellings the same: no case, accents or punctuation.
///
/// Apostrophes vanish (`Donets'k` is `donetsk`), other punctuation is a space, runs of space are one.
public enum FoldedName {
  /// Words that say what kind of area a name means, in the languages of the data sets read here.
  ///
  /// They are ignored when an area is looked up by name: UCDP writes `Borno state`, a boundary set
  /// writes `Borno`.
  static let administrativeWords: Set<String> = [
    "state", "states", "oblast", "governorate", "region", "regions", "province", "provinces",
    "district", "department", "departement", "departamento", "prefecture", "county", "territory",
    "municipality", "republic", "division", "lga", "cercle", "commune", "wilaya", "wilayat",
    "wilayah", "muhafazat", "muhafazah", "krai", "kray", "autonomous", "capital", "canton",
    "parish", "emirate", "independent", "city", "zone", "kabupaten", "provincia", "estado", "la",
    "el", "al", "of", "the", "de", "du", "des", "del", "d", "l",
  ]

  /// The folded form of a name; a text of more than 1024 bytes, which is no name, stays as it is.
  public static func fold(_ name: String) -> String {
    guard name.utf8.count <= 1024 else { return name }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    guard appendFolded(ascii: name, to: &bytes) else { return foldUnicode(name) }
    if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The folded form without words such as state, oblast or governorate.
  ///
  /// A name made of nothing but such words is kept whole.
  public static func foldWithoutKind(_ name: String) -> String {
    let folded = fold(name)
    let words = folded.split(separator: " ").filter { !administrativeWords.contains(String($0)) }
    return words.isEmpty ? folded : words.joined(separator: " ")
  }

  /// Folds a name of ASCII letters only; false at the first other byte. The common, fast case.
  private static func appendFolded(ascii name: String, to bytes: inout [UInt8]) -> Bool {
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: "'"), UInt8(ascii: "`"): break
      case 0x80...: return false
      default: if let last = bytes.last, last != UInt8(ascii: " ") { bytes.append(0x20) }
      }
    }
    return true
  }

  /// Letters that Unicode does not decompose into a base letter and a mark.
  private static let undecomposed: [Unicode.Scalar: String] = [
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
    "ŋ": "n", "ɛ": "e", "ɔ": "o", "ə": "e",
  ]

  private static func foldUnicode(_ name: String) -> String {
    var text = ""
    for scalar in name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      if let replacement = undecomposed[scalar] {
        text += replacement
        continue
      }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .modifierLetter, .modifierSymbol: break
      case _ where scalar == "'" || scalar == "`" || scalar == "\u{2019}" || scalar == "\u{2018}":
        break
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber,
        .spacingMark, .otherNumber, .letterNumber:
        text.unicodeScalars.append(scalar)
      default: if let last = text.last, last != " " { text.append(" ") }
      }
    }
    return text.last == " " ? String(text.dropLast()) : text
  }
}
