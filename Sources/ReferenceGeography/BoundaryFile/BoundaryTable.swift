import SimpleFeatures

/// The columns of a boundary layer, asked for their values and how these differ.
struct BoundaryTable {
  /// The names of the columns in order of first appearance.
  let names: [String]
  let count: Int
  private let features: [Feature]

  init(_ features: [Feature]) {
    self.features = features
    count = features.count
    var known: Set<String> = []
    names = features.flatMap { feature in
      feature.properties.members.map(\.name).filter { known.insert($0).inserted }
    }
  }

  /// The value of a column in a row, as text; nil where there is none.
  func text(_ column: String, row: Int) -> String? {
    features[row].properties[column].flatMap(Self.text)
  }

  /// How many rows have a value, how many of these differ, and how many are texts.
  func profile(_ column: String) -> (filled: Int, distinct: Int, texts: Int) {
    var values: Set<String> = []
    var (filled, texts) = (0, 0)
    for feature in features {
      guard let value = feature.properties[column], let text = Self.text(value) else { continue }
      filled += 1
      if value.string != nil { texts += 1 }
      values.insert(text)
    }
    return (filled, values.count, texts)
  }

  /// Whether every row has a value of its own.
  func isKey(_ column: String) -> Bool {
    let profile = profile(column)
    return profile.filled == count && profile.distinct == count
  }

  /// Whether most rows have a value.
  func isFilled(_ column: String) -> Bool { profile(column).filled * 2 > count }

  /// Whether most rows have a text.
  func isText(_ column: String) -> Bool { profile(column).texts * 2 > count }

  /// A value as text; nil for nothing, and for what boundary files write instead.
  private static func text(_ value: PropertyValue) -> String? {
    switch value {
    case .string(let text):
      var text = Substring(text)
      while text.first?.isWhitespace == true { text.removeFirst() }
      while text.last?.isWhitespace == true { text.removeLast() }
      return ["", "-99", "None", "NULL", "<Null>", "null"].contains(text) ? nil : String(text)
    case .integer(let number): return number == -99 ? nil : String(number)
    case .number(let number):
      return Int(exactly: number).map { $0 == -99 ? nil : String($0) } ?? String(number)
    case .null, .bool, .array, .object: return nil
    }
  }
}
