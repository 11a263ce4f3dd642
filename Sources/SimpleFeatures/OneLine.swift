extension String {
  /// The text on one line for a message: control characters written as escapes, so that a value
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
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in double quotes for a message, on one line and cut after 60 characters.
  package var quoted: String { "\"\(onOneLine(limit: 60))\"" }
}
