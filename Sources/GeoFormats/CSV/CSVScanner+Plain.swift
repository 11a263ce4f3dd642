extension CSVScanner {
  /// How many blocks are looked at between two questions for room.
  private static let blocksAtOnce = 16

  /// Reads records as long as they are as they should be, and stops before the first that is not
  /// or may not be whole: `scanRecord` knows what to do with it.
  ///
  /// The loop over all fields of a table: 64 bytes at a time are turned into a bit for each byte, and
  /// only the ends of fields are looked at (Langdale and Lemire 2019, section 3.1). Its arrays are
  /// local, so that nothing is checked twice.
  mutating func scanPlainRecords(_ bytes: Span<UInt8>, atMost limit: Int) {
    var scan = PlainScan(self, rowLimit: limit)
    var fields: [CSVField] = []
    swap(&fields, &self.fields)
    swap(&scan.rows, &rows)
    swap(&scan.escaped, &escaped)
    // A whole block can be read, and a byte behind it, up to here.
    let end = bytes.count - 65
    while scan.block <= end && !scan.isStopped {
      scan.base = fields.count
      // No block ends more fields than it has bytes.
      fields.append(addingCapacity: 64 * Self.blocksAtOnce) { output in
        for _ in 0..<Self.blocksAtOnce where scan.block <= end && !scan.isStopped {
          scan.readBlock(of: bytes, into: &output)
        }
      }
    }
    fields.removeLast(fields.count - scan.whole.fields)
    scan.escaped.removeLast(scan.escaped.count - scan.whole.escaped)
    swap(&fields, &self.fields)
    swap(&scan.rows, &rows)
    swap(&scan.escaped, &escaped)
    position = scan.whole.position
    line = scan.whole.line
  }
}
