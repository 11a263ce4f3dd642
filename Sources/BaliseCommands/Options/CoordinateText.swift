import ArgumentParser
import Balise

/// A position as people type it: `16.27N,0.04W` in any order, or bare numbers as longitude,latitude.
enum CoordinateText {
  /// Why a text that looks like a position is none.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// The position, or nil; a faulty one is wrong usage.
  static func validated(_ text: String) throws -> Coordinate? {
    do { return try parse(text) } catch let problem as Problem {
      throw ValidationError(problem.description)
    }
  }

  /// The position; nil for a text that is not one at all, so that it can be a name.
  static func parse(_ text: String) throws -> Coordinate? {
    let text = trimmed(text)
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    guard parts.count == 2, let first = Part(parts[0]), let second = Part(parts[1]) else {
      return nil
    }
    switch (first.axis, second.axis) {
    case (.longitude?, .longitude?), (.latitude?, .latitude?):
      throw Problem(
        description: "\"\(text)\": a position needs one of N or S and one of E or W.")
    case (.latitude?, _), (_, .longitude?):
      return try position(longitude: second.degrees, latitude: first.degrees, text)
    case (.longitude?, _), (_, .latitude?):
      return try position(longitude: first.degrees, latitude: second.degrees, text)
    case (nil, nil):
      if abs(second.degrees) > 90, abs(second.degrees) <= 180, abs(first.degrees) <= 90 {
        throw Problem(
          description: "\"\(text)\": bare numbers are longitude,latitude, and \(parts[1]) is no "
            + "latitude. Did you mean \(parts[1]),\(parts[0])?")
      }
      return try position(longitude: first.degrees, latitude: second.degrees, text)
    }
  }

  private static func position(longitude: Double, latitude: Double, _ text: String) throws
    -> Coordinate
  {
    let coordinate = Coordinate(longitude: longitude, latitude: latitude)
    guard coordinate.isGeographic else {
      throw Problem(
        description: "\"\(text)\": a longitude lies within -180 and 180, a latitude within -90 "
          + "and 90.")
    }
    return coordinate
  }

  private enum Axis { case longitude, latitude }

  private struct Part {
    var degrees: Double
    var axis: Axis?

    init?(_ text: String) {
      let letters: [Character: (Axis, Double)] = [
        "N": (.latitude, 1), "S": (.latitude, -1), "E": (.longitude, 1), "W": (.longitude, -1),
      ]
      let letter = text.uppercased().last.flatMap { letters[$0] }
      let number = trimmed(letter == nil ? text : String(text.dropLast()))
        .filter { $0 != "\u{00B0}" }
      guard let value = Double(number), value.isFinite else { return nil }
      degrees = value * (letter?.1 ?? 1)
      axis = letter?.0
    }
  }

  /// A text without white space at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
