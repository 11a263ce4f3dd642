/// How far packed data has grown, so that a file made to exhaust whoever unpacks it is refused.
///
/// Tables pack to a fifth or a tenth of their size; deflate can pack no better than to a thousandth.
struct Expansion {
  /// The most bytes out of one packed byte, once there are more than `freeCount`.
  static let greatestRatio = 200
  /// How many bytes may come out whatever the ratio: 512 MB.
  static let freeCount = 512 << 20

  private var count = 0

  /// Notes bytes that came out; an error where they are too many for `packed` bytes.
  mutating func add(_ made: Int, from packed: Int, file: String) throws(InputError) {
    count += made
    if count > Expansion.freeCount && count / Expansion.greatestRatio > packed {
      throw InputError(
        file: file,
        reason: "it unpacks to more than \(Expansion.greatestRatio) times its size, which no table "
          + "does",
        action: "unpack it first if it is sound")
    }
  }
}
