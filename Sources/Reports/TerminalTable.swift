/// A table in columns of a terminal: where it is wider, the columns that are left follow below, with
/// the first one again.
struct TerminalTable {
  /// The heading and the rows, without line breaks; the first column is text, the others numbers.
  let cells: [[String]]
  let width: Int

  private static let gap = 2
  /// What a heading or the first column keeps at least.
  private static let leastText = 12
  /// What the first column takes at most where the table has to be broken.
  private static let mostRepeated = 24

  var lines: [String] {
    guard let columns = cells.first?.count, columns > 0 else { return [] }
    var widths = (0..<columns).map { column in greatest(cells, column) }
    let wanted = widths
    if total(widths) > width {
      // Long headings are cut before numbers are, and no further than need be.
      for column in 1..<columns {
        let body = greatest(Array(cells.dropFirst()), column)
        widths[column] = min(widths[column], max(body, Self.leastText))
      }
      for column in 1..<columns where total(widths) < width {
        widths[column] = min(wanted[column], widths[column] + width - total(widths))
      }
    }
    let others = widths.dropFirst().reduce(0) { $0 + $1 + Self.gap }
    if width - others >= Self.leastText {
      widths[0] = min(widths[0], width - others)
      return rows(Array(0..<columns), widths)
    }
    widths[0] = min(widths[0], Self.mostRepeated)
    for column in 1..<columns {
      widths[column] = min(widths[column], width - widths[0] - Self.gap)
    }
    var blocks: [[Int]] = []
    var taken = width
    for column in 1..<columns {
      if taken + Self.gap + widths[column] > width {
        blocks.append([0])
        taken = widths[0]
      }
      blocks[blocks.count - 1].append(column)
      taken += Self.gap + widths[column]
    }
    return Array(blocks.map { rows($0, widths) }.joined(separator: [""]))
  }

  private func greatest(_ rows: [[String]], _ column: Int) -> Int {
    rows.map { column < $0.count ? TerminalText.width($0[column]) : 0 }.max() ?? 0
  }

  private func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap * (widths.count - 1)
  }

  private func rows(_ columns: [Int], _ widths: [Int]) -> [String] {
    cells.map { row in
      let line = columns.map { column in
        TerminalText.padded(
          TerminalText.cut(column < row.count ? row[column] : "", to: widths[column]),
          to: widths[column], onTheRight: column == 0)
      }.joined(separator: String(repeating: " ", count: Self.gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
