/// The Hilbert curve of order 16 over a 65536 × 65536 grid; it preserves locality.
public enum HilbertCurve {
  /// The distance along the curve at a cell. Coordinates are below 65536.
  @inlinable
  public static func distance(x: UInt32, y: UInt32) -> UInt32 {
    var distance: UInt32 = 0
    var state = 0
    var shift: UInt32 = 12
    while true {
      let cell = Int((x >> shift) & 15) << 4 | Int((y >> shift) & 15)
      let step = steps[state << 8 | cell]
      distance = distance << 8 | UInt32(step & 255)
      if shift == 0 { return distance }
      state = Int(step >> 8)
      shift -= 4
    }
  }

  /// For each of the four orientations of the curve and each cell of a 16 × 16 grid: the distance
  /// in the low byte, the orientation of the curve inside the cell above it.
  @usableFromInline
  static let steps: [UInt16] = (0..<1024).map { step in
    var isFlipped = step >> 8 & 1 == 1
    var isSwapped = step >> 9 & 1 == 1
    var distance = 0
    for bit in stride(from: 3, through: 0, by: -1) {
      let x = step >> (4 + bit) & 1 == 1
      let y = step >> bit & 1 == 1
      let isRight = (isSwapped ? y : x) != isFlipped
      let isUpper = (isSwapped ? x : y) != isFlipped
      distance = distance << 2 | (isRight ? (isUpper ? 2 : 3) : (isUpper ? 1 : 0))
      if !isUpper {
        if isRight { isFlipped.toggle() }
        isSwapped.toggle()
      }
    }
    return UInt16((isSwapped ? 512 : 0) | (isFlipped ? 256 : 0) | distance)
  }
}
