/// A table of a report, with a chart of it where there is one.
struct ReportTable: Sendable {
  /// A name for links.
  var id: String
  var title: String
  /// What the columns are; the first names the rows.
  var columns: [String]
  /// The first cell names the row, all others are numbers or intervals.
  var rows: [[String]]
  /// The chart, drawn.
  var svg: String?
  /// What has to be said beside it.
  var note: String?
}
