/// The pairs of polygons whose shared area is wanted.
struct PairSelection: Sendable {
  /// The numbers of the polygons of two parts of one layer.
  struct Numbers: Sendable {
    var a: [Int32]
    var b: [Int32]
  }

  /// Whether both layers are the same, of which each pair is wanted once and no polygon with itself.
  private let isUpperTriangle: Bool
  /// `nil` if polygons are numbered as in the layer.
  private let numbers: Numbers?

  static let all = PairSelection(isUpperTriangle: false, numbers: nil)

  static func upperTriangle(_ numbers: Numbers?) -> PairSelection {
    PairSelection(isUpperTriangle: true, numbers: numbers)
  }

  @inline(__always)
  func excludes(_ first: Int, _ second: Int) -> Bool {
    guard isUpperTriangle else { return false }
    guard let numbers else { return second <= first }
    return numbers.b[second] <= numbers.a[first]
  }
}
