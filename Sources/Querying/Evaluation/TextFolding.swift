import Foundation

/// What `CASEI` and `ACCENTI` take away from text.
enum TextFolding: Sendable {
  case letterCase
  case accents

  /// The folded text; text of ASCII letters takes the short way.
  func fold(_ text: String) -> String {
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    switch self {
    case .letterCase: return isASCII ? text.lowercased() : Self.foldCase(text)
    case .accents: return isASCII ? text : Self.foldAccents(text)
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
