/// The crossing of two edges, one of them symbolically perturbed by (ε, ε²) (Edelsbrunner and Mücke
/// 1990, "Simulation of Simplicity").
///
/// The point is a grid point (rounded towards the start of the edge it is computed on) and a
/// remainder below one step. It is the same to the bit whichever edge comes first.
struct Crossing<Exact: ExactInteger> {
  /// +1 where the first edge comes to lie on the left of the second, −1 where it leaves that side.
  var sign: Exact
  var x: Exact
  var y: Exact
  var restX: Double
  var restY: Double

  /// Finds the crossing of a→b and c→d, if they cross.
  ///
  /// All determinants are exact: with `Int64` while coordinates differ by less than 2³⁰. A
  /// determinant that is zero is decided by the perturbation, so edges never touch or overlap.
  @inline(__always)
  init?(
    _ ax: Exact, _ ay: Exact, _ bx: Exact, _ by: Exact,
    _ cx: Exact, _ cy: Exact, _ dx: Exact, _ dy: Exact, flip: Exact
  ) {
    let ex = bx &- ax
    let ey = by &- ay
    let gx = cx &- ax
    let gy = cy &- ay
    let fx = dx &- cx
    let fy = dy &- cy
    // Ends of the second edge against the line of the first. The perturbation puts them to the
    // left of an edge that goes down, or level to the right.
    let c = ex &* gy &- ey &* gx
    let determinant = ex &* fy &- ey &* fx
    let d = c &+ determinant
    let isLeftByPerturbation = (ey < 0 || (ey == 0 && ex > 0) ? 1 : 0) ^ flip
    if (c &+ isLeftByPerturbation > 0) == (d &+ isLeftByPerturbation > 0) { return nil }
    // Ends of the first edge against the line of the second.
    let a = fy &* gx &- fx &* gy
    let b = a &- determinant
    let isLeftOfPerturbed = (fy > 0 || (fy == 0 && fx < 0) ? 1 : 0) ^ flip
    let endsLeft = b &+ isLeftOfPerturbed > 0
    if (a &+ isLeftOfPerturbed > 0) == endsLeft { return nil }
    sign = endsLeft ? 1 : -1
    restX = 0
    restY = 0
    if a == 0 {
      (x, y) = (ax, ay)
    } else if b == 0 {
      (x, y) = (bx, by)
    } else if c == 0 {
      (x, y) = (cx, cy)
    } else if d == 0 {
      (x, y) = (dx, dy)
    } else {
      // The shorter edge gives the smaller error; edges of equal length and slope do not get here.
      let first = abs(ex) &+ abs(ey)
      let second = abs(fx) &+ abs(fy)
      let byFirst = first != second ? first < second : ex != fx ? ex < fx : ey < fy
      // Unpredictable, hence without a branch.
      let part = byFirst ? a : 0 &- c
      (x, restX) = Crossing.along(byFirst ? ax : cx, byFirst ? ex : fx, part, determinant)
      (y, restY) = Crossing.along(byFirst ? ay : cy, byFirst ? ey : fy, part, determinant)
    }
  }

  /// start + length · part / whole, as a grid point near it and the remainder.
  ///
  /// The remainder of the division is exact in wrapping arithmetic, because it is small; so the
  /// returned remainder is accurate to 2⁻⁵² of a step however long the edge is.
  @inline(__always)
  private static func along(
    _ start: Exact, _ length: Exact, _ part: Exact, _ whole: Exact
  ) -> (Exact, Double) {
    let steps = Exact(step: Int64(length.double * (part.double / whole.double)))
    let remainder = length &* part &- steps &* whole
    return (start &+ steps, remainder.double / whole.double)
  }
}
