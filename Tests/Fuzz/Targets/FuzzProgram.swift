import CFuzzer
import Glibc

/// libFuzzer with one target; it owns the arguments, so a variable names the target.
@main
enum FuzzProgram {
  static func main() {
    guard FuzzTarget.current != nil else {
      print("set BALISE_FUZZ_TARGET to one of \(FuzzTarget.list)")
      exit(64)
    }
    var count = CommandLine.argc
    var arguments = unsafe Optional(CommandLine.unsafeArgv)
    let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
      FuzzTarget.current?.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: size)))
      return 0
    }
    exit(status)
  }
}
