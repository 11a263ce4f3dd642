import Dispatch
import Foundation

/// What a run of a program came to.
public struct ProgramRun: Sendable {
  /// The bytes of standard output.
  public let output: [UInt8]
  /// The bytes of standard error as text.
  public let messages: String
  /// The exit status; 128 and the signal for a program that was stopped by one, as shells write it.
  public let status: Int32

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
}

/// A program that could not be run to its end.
public struct ProgramRunError: Error, CustomStringConvertible {
  /// A sentence for people.
  public let description: String
}

/// Runs a program to its end and takes what it wrote.
///
/// Both outputs go through files, so that no amount of them can stop the program.
/// - Parameters:
///   - environment: all variables of the program; none is inherited.
///   - seconds: the time after which the program is stopped and the run fails.
public func run(
  _ program: URL, _ arguments: [String], input: [UInt8] = [], environment: [String: String],
  folder: URL, seconds: Double = 60
) throws -> ProgramRun {
  let scratch = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: scratch) }
  func file(_ name: String, _ bytes: [UInt8] = []) throws -> URL {
    let url = scratch.appending(path: name)
    try Data(bytes).write(to: url)
    return url
  }
  let outputFile = try file("output")
  let messageFile = try file("messages")
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.environment = environment
  process.currentDirectoryURL = folder
  process.standardInput = try FileHandle(forReadingFrom: try file("input", input))
  process.standardOutput = try FileHandle(forWritingTo: outputFile)
  process.standardError = try FileHandle(forWritingTo: messageFile)
  let ended = DispatchSemaphore(value: 0)
  process.terminationHandler = { _ in ended.signal() }
  try process.run()
  if ended.wait(timeout: .now() + seconds) == .timedOut {
    process.terminate()
    let call = ([program.lastPathComponent] + arguments).joined(separator: " ")
    throw ProgramRunError(description: "\(call) did not end within \(seconds) s")
  }
  return ProgramRun(
    output: [UInt8](try Data(contentsOf: outputFile)),
    messages: String(decoding: try Data(contentsOf: messageFile), as: UTF8.self),
    status: process.terminationStatus
      + (process.terminationReason == .uncaughtSignal ? 128 : 0))
}

/// A program of this package, beside the tests in the folder of built products.
public func builtProgram(_ name: String) throws -> URL {
  let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
  let executable = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
  for start in [bundle, executable].compactMap(\.self) {
    let candidate = start.deletingLastPathComponent().appending(path: name)
    if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
  }
  throw ProgramRunError(
    description: "The program \(name) was not found beside \(executable.path); build it first.")
}

/// An empty folder of its own; the caller removes it.
public func temporaryFolder() throws -> URL {
  let url = FileManager.default.temporaryDirectory
    .appending(path: "balise-\(UUID().uuidString)", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url
}
