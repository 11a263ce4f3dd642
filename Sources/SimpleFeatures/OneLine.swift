extension String {
  /// The text on one line for a message: what breaks lines or turns the direction of writing is escaped, so that a value
  /// cannot steer a terminal, and cut after so many characters (Unicode scalars). O(limit).
  package func onOneLine(limit: Int = 2000) -> String {
    var result = ""
    var count = 0
    for scalar in unicodeScalars {
      if count == limit { return result + "..." }
      count += 1
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where steersTerminal(scalar):
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in double quotes for a message, on one line and cut after 60 characters.
  package var quoted: String { "\"\(onOneLine(limit: 60))\"" }
}

/// Whether a scalar is a control character, a line break or a mark that turns the direction of
/// writing (Unicode Standard Annex 9, section 2).
private func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}
