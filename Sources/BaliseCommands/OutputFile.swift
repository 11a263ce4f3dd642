import Balise
import Foundation

/// Opens the output of a command; refuses a file that is also an input, which would be lost.
func openOutput(_ output: String, apartFrom inputs: [String]) throws -> OutputTarget {
  let target = regularFile(output)
  for input in inputs where target != nil && input != "-" && regularFile(input) == target {
    throw OutputError.failed(
      file: output, reason: "it is an input too and would be lost", action: "choose another name")
  }
  return try OutputTarget.open(output)
}

/// The file that a path means, symbolic links followed; nil for what is no regular file.
private func regularFile(_ path: String) -> String? {
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path
  let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
  return attributes?[.type] as? FileAttributeType == .typeRegular ? resolved : nil
}
