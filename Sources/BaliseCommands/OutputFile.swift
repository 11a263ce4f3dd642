import Balise
import Dispatch
import Foundation

/// Opens the output of a command; refuses a file that is also an input, which would be lost.
func openOutput(_ output: String, apartFrom inputs: [String] = []) throws -> OutputTarget {
  let target = regularFile(output)
  for input in inputs where target != nil && input != "-" && regularFile(input) == target {
    throw OutputError.failed(
      file: output, reason: "it is an input too and would be lost", action: "choose another name")
  }
  let opened = try OutputTarget.open(output)
  if let path = opened.partialPath { removeWhenStopped(path) }
  return opened
}

/// Removes a file when the program is stopped by a signal, which then ends it as it would have.
private func removeWhenStopped(_ path: String) {
  for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "stop"))
    source.setEventHandler {
      // A source that nobody holds is silent: it holds itself through its handler.
      withExtendedLifetime(source) {}
      try? FileManager.default.removeItem(atPath: path)
      signal(number, SIG_DFL)
      kill(getpid(), number)
    }
    source.resume()
  }
}

/// Whether whoever started the program had it ignore a signal, as `nohup` does.
private func isIgnored(_ number: Int32) -> Bool {
  let before = signal(number, SIG_IGN)
  let address = unsafe unsafeBitCast(before, to: Int.self)
  signal(number, before)
  return address == 1
}

/// The file that a path means, symbolic links followed; nil for what is no regular file.
private func regularFile(_ path: String) -> String? {
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path
  let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
  return attributes?[.type] as? FileAttributeType == .typeRegular ? resolved : nil
}
