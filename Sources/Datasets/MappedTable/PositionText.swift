import NameMatching
import SimpleFeatures

/// Angles and positions as people write them into cells.
///
/// `16.27`, `16.27N`, `N 16°16'12"`, `16° 16,2' N`; `16.27, -0.04`, `16,27; -0,04`,
/// `16.27N,0.04W`, `lat 16.27 lon -0.04`, `POINT(-0.04 16.27)`. `O` is west, as in French.
enum PositionText {
  /// Which axis an angle lies on.
  enum Axis { case latitude, longitude }

  /// One angle in degrees, west and south negative, and its axis where a letter says it.
  static func angle(_ text: String) -> (degrees: Double, axis: Axis?)? {
    guard let tokens = tokens(text, commaIsDecimal: true) else { return nil }
    return angle(
      tokens[...], isBare: !tokens.contains(.degree) && !tokens.contains(where: \.isAxis))
  }

  /// A position; two bare numbers stand in the given order.
  static func position(_ text: String, latitudeFirst: Bool) -> (
    latitude: Double, longitude: Double
  )? {
    let commas = text.count { $0 == "," }
    let hasOther = text.contains { $0 == ";" || $0 == "/" || $0 == "|" }
    let commaIsDecimal = !text.contains(".") && (commas >= 2 || (commas > 0 && hasOther))
    guard let tokens = tokens(text, commaIsDecimal: commaIsDecimal) else { return nil }
    let isPoint = tokens.first == .point
    let rest = Array(tokens.drop { $0 == .point })
    guard let parts = split(rest), let first = angle(parts.0, isBare: false),
      let second = angle(parts.1, isBare: false)
    else { return nil }
    switch (first.axis, second.axis) {
    case (.latitude?, .longitude?): return (first.degrees, second.degrees)
    case (.longitude?, .latitude?): return (second.degrees, first.degrees)
    case (nil, nil):
      return latitudeFirst && !isPoint
        ? (first.degrees, second.degrees) : (second.degrees, first.degrees)
    default: return nil
    }
  }

  // MARK: Tokens

  private enum Token: Equatable {
    case number(Double)
    case axis(Axis, sign: Double)
    case degree
    case point

    var isAxis: Bool { if case .axis = self { true } else { false } }
    var isNumber: Bool { if case .number = self { true } else { false } }
  }

  private static func tokens(_ text: String, commaIsDecimal: Bool) -> [Token]? {
    let characters = Array(text.prefix(100))
    var tokens: [Token] = []
    var index = 0
    func isDigit(_ at: Int) -> Bool {
      at < characters.count && characters[at].isASCII && characters[at].isNumber
    }
    while index < characters.count {
      let character = characters[index]
      let isSign = character == "-" || character == "+" || character == "\u{2212}"
      if isDigit(index) || (isSign && isDigit(index + 1)) {
        var digits = character == "\u{2212}" ? "-" : String(character)
        var hasMark = false
        index += 1
        while index < characters.count {
          let isMark = characters[index] == "." || (commaIsDecimal && characters[index] == ",")
          if isDigit(index) {
            digits.append(characters[index])
          } else if isMark && !hasMark && isDigit(index + 1) {
            digits.append(".")
            hasMark = true
          } else {
            break
          }
          index += 1
        }
        guard let value = Double(digits) else { return nil }
        tokens.append(.number(value))
      } else if character.isLetter {
        var word = ""
        while index < characters.count, characters[index].isLetter {
          word.append(characters[index])
          index += 1
        }
        guard let token = token(FoldedName.fold(word)) else { return nil }
        tokens.append(token)
      } else {
        switch character {
        case "\u{B0}", "\u{BA}": tokens.append(.degree)
        case "'", "\u{2019}", "\u{2032}", "\"", "\u{201D}", "\u{2033}": break
        case ",", ";", "/", "|", "(", ")", ":", "[", "]", "=": break
        case _ where character.isWhitespace: break
        default: return nil
        }
        index += 1
      }
    }
    return tokens
  }

  private static func token(_ word: String) -> Token? {
    switch word {
    case "n", "north", "nord": .axis(.latitude, sign: 1)
    case "s", "south", "sud": .axis(.latitude, sign: -1)
    case "e", "east", "est": .axis(.longitude, sign: 1)
    case "w", "west", "o", "ouest": .axis(.longitude, sign: -1)
    case "lat", "latitude": .axis(.latitude, sign: 1)
    case "lon", "long", "lng", "longitude": .axis(.longitude, sign: 1)
    case "point": .point
    default: nil
    }
  }

  /// The tokens of the two angles of a position.
  private static func split(_ tokens: [Token]) -> (ArraySlice<Token>, ArraySlice<Token>)? {
    let axes = tokens.indices.filter { tokens[$0].isAxis }
    if axes.count == 2 {
      let cut = axes[0] == 0 ? axes[1] : axes[0] + 1
      return (tokens[..<cut], tokens[cut...])
    }
    guard axes.isEmpty else { return nil }
    let degrees = tokens.indices.filter { tokens[$0] == .degree }
    if degrees.count == 2, degrees[1] > 0 {
      return (tokens[..<(degrees[1] - 1)], tokens[(degrees[1] - 1)...])
    }
    let numbers = tokens.indices.filter { tokens[$0].isNumber }
    guard numbers.count == 2, degrees.isEmpty else { return nil }
    return (tokens[..<numbers[1]], tokens[numbers[1]...])
  }

  /// Degrees, minutes and seconds with at most one letter; bare tokens are one number.
  private static func angle(_ tokens: ArraySlice<Token>, isBare: Bool) -> (
    degrees: Double, axis: Axis?
  )? {
    var numbers: [Double] = []
    var axis: Axis?
    var sign = 1.0
    for token in tokens {
      switch token {
      case .number(let value): numbers.append(value)
      case .axis(let given, let direction):
        guard axis == nil else { return nil }
        (axis, sign) = (given, direction)
      case .degree: break
      case .point: return nil
      }
    }
    guard let first = numbers.first, numbers.count <= (isBare ? 1 : 3),
      numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
    else { return nil }
    // "-0°30'" keeps its sign in the zero.
    let isNegative = first.sign == .minus
    if isNegative && sign < 0 { return nil }
    var degrees = abs(first)
    for (number, part) in zip(numbers.dropFirst(), [60.0, 3600]) { degrees += number / part }
    return ((isNegative ? -degrees : degrees) * sign, axis)
  }
}
