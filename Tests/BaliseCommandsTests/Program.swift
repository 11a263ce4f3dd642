import Foundation
import TestSupport
import Testing

/// The folder of these tests; the program runs there, so that messages name `Inputs/...`.
let testFolder = URL(filePath: #filePath).deletingLastPathComponent()

/// The variables of every run, unless a test says otherwise.
let plainEnvironment = ["PATH": "/usr/bin:/bin", "LANG": "C"]

/// Runs `balise` in the folder of these tests.
func balise(
  _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
  folder: URL = testFolder
) throws -> ProgramRun {
  try run(
    try builtProgram("balise"), arguments, input: input,
    environment: plainEnvironment.merging(environment) { $1 }, folder: folder)
}

/// Runs a line of the shell in which `$BALISE` is the program.
func shell(
  _ line: String, input: [UInt8] = [], environment: [String: String] = [:],
  folder: URL = testFolder
) throws -> ProgramRun {
  var variables = plainEnvironment.merging(environment) { $1 }
  variables["BALISE"] = try builtProgram("balise").path
  return try run(
    URL(filePath: "/bin/sh"), ["-c", line], input: input, environment: variables, folder: folder)
}

/// The bytes of a file in `Inputs`.
func inputBytes(_ name: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: testFolder.appending(path: "Inputs/\(name)")))
}

/// The text of a file in `Inputs`.
func inputText(_ name: String) throws -> String {
  String(decoding: try inputBytes(name), as: UTF8.self)
}

/// Works in an empty folder, which is removed afterwards.
func inTemporaryFolder(_ work: (URL) throws -> Void) throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  try work(folder)
}

/// Writes a file into a folder.
func write(_ text: String, to name: String, in folder: URL) throws {
  try Data(text.utf8).write(to: folder.appending(path: name))
}

/// The names in a folder, hidden ones too, in order.
func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

/// A call that cannot do its work: the exit status, and what standard error must say.
struct Refusal: Sendable, CustomTestStringConvertible {
  var arguments: [String]
  var status: Int32
  var says: [String]

  init(_ arguments: String..., status: Int32, says: [String]) {
    self.arguments = arguments
    self.status = status
    self.says = says
  }

  var testDescription: String { arguments.joined(separator: " ") }

  /// Expects the status, the words, and nothing on standard output.
  func check(input: [UInt8] = [], folder: URL = testFolder) throws {
    let run = try balise(arguments, input: input, folder: folder)
    #expect(run.status == status, "\(run.messages)")
    for words in says { #expect(run.messages.contains(words), "\(run.messages)") }
    #expect(run.text.isEmpty)
  }
}
