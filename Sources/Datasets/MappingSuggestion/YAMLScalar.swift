/// Text as a YAML scalar.
enum YAMLScalar {
  /// The text plain where it can only be read as itself, else in double quotes.
  static func text(_ text: String) -> String {
    let reserved: Set<String> = ["null", "true", "false"]
    let isPlain =
      text.first?.isLetter == true && text.last != " "
      && text.allSatisfy { $0.isLetter || $0.isASCII && $0.isNumber || " _-".contains($0) }
      && !reserved.contains(text.lowercased())
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      // So that no name looks like an anchor or an alias.
      case "&": quoted += "\\x26"
      case "*": quoted += "\\x2A"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where isEscaped(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Whether a scalar would end a line (YAML 1.2.2, section 5.4) or cannot be seen.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .unassigned: true
    default: scalar == "\u{FEFF}"
    }
  }
}
