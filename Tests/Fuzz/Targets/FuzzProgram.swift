import Glibc

/// What libFuzzer, which brings the program's `main`, calls with each input; it owns the arguments,
/// so a variable names the target.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  guard let target = FuzzTarget.current else {
    print("set BALISE_FUZZ_TARGET to one of \(FuzzTarget.list)")
    exit(64)
  }
  target.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: size)))
  return 0
}
