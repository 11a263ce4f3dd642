import GeoFormats

/// What is said to people stands on one line and is not as long as the input likes.
func check(_ finding: Diagnostic) {
  checkLine(finding.description)
  do {
    _ = try JSONParser.parse(try finding.json())
  } catch {
    fatalError("the finding as JSON: \(error)")
  }
}

/// What an error says is checked as a finding is.
func check(_ error: any Error) {
  for line in "\(error)".split(separator: "\n", omittingEmptySubsequences: false) {
    checkLine(String(line))
  }
}

private func checkLine(_ line: String) {
  require(
    !line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) },
    "a control character in a message: \(line.debugDescription)")
  require(line.utf8.count < 4096, "a message of \(line.utf8.count) bytes: \(line.prefix(200))")
}
