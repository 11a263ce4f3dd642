/// The place of a cell of a 65,536 by 65,536 grid along the Hilbert curve (Hilbert 1891).
///
/// Cells close along the curve are close in the plane, which is what packing a tree needs.
package func hilbertIndex(x: UInt16, y: UInt16) -> UInt32 {
  var (x, y) = (x, y)
  var index: UInt32 = 0
  for level in (0..<UInt32(16)).reversed() {
    let right = (x >> level) & 1
    let upper = (y >> level) & 1
    index |= UInt32((3 * right) ^ upper) << (2 * level)
    // Turn the quadrant so that the curve inside it starts where the curve comes from.
    if upper == 0 {
      if right == 1 { (x, y) = (~x, ~y) }
      swap(&x, &y)
    }
  }
  return index
}
