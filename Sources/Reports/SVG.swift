/// Elements of inline SVG; classes are those of the page's style sheet, there are no style
/// attributes, and text is escaped.
enum SVG {
  /// The start of a picture that bears a title, with the hatching that its parts use.
  static func open(id: String, title: String, width: Double, height: Double) -> String {
    "<svg viewBox=\"0 0 \(short(width)) \(short(height))\" role=\"img\" "
      + "aria-label=\"\(escaped(title))\" xmlns=\"http://www.w3.org/2000/svg\">"
      + "<defs><pattern id=\"hatch-\(id)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
      + "<path d=\"M0 6L6 0\"/></pattern></defs>"
  }

  /// A rectangle; nothing where it cannot be seen.
  static func rect(
    _ name: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    hatch: String? = nil
  ) -> String {
    guard width > 0.05, height > 0.05 else { return "" }
    return "<rect class=\"\(name)\" " + (hatch.map { "fill=\"url(#hatch-\($0))\" " } ?? "")
      + "x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\"/>"
  }

  /// A straight line.
  static func line(_ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double)
    -> String
  {
    "<line class=\"\(name)\" x1=\"\(short(x1))\" y1=\"\(short(y1))\" x2=\"\(short(x2))\" "
      + "y2=\"\(short(y2))\"/>"
  }

  /// An open path that is not filled.
  static func path(_ name: String, _ steps: String) -> String {
    "<path class=\"\(name)\" fill=\"none\" d=\"\(steps)\"/>"
  }

  /// A line of text.
  static func text(_ text: String, x: Double, y: Double, anchor: String = "start") -> String {
    "<text x=\"\(short(x))\" y=\"\(short(y))\""
      + (anchor == "start" ? "" : " text-anchor=\"\(anchor)\"") + ">\(escaped(text))</text>"
  }

  /// What is told of the group it stands in.
  static func title(_ text: String) -> String { "<title>\(escaped(text))</title>" }

  /// A coordinate with one decimal; 0 for what is none.
  static func short(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  /// Text that is nothing but text in SVG and in attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\r", "\t": result += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
