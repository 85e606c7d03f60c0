/// A packed Hilbert R-tree over fixed boxes: built once, queried often.
///
/// Building takes O(n log n), a query O(log n + answers) for boxes of ordinary shape. Boxes and
/// queries include their edges. The index is immutable and may be queried from many threads.
public struct SpatialIndex: Sendable {
  /// Boxes level by level, leaves first; four values a box.
  private var boxes: [Bounds]
  /// For a leaf the caller's number, for an inner node the position of its first child.
  private var targets: [Int32]
  /// One past the last node of each level.
  private var levelEnds: [Int]

  private static let fanOut = 16

  /// Boxes are numbered from 0 in the order given; inverted (empty) ones are left out. At most 2³¹
  /// boxes.
  ///
  /// - Complexity: O(n log n).
  public init(_ items: [Bounds]) {
    let extent = Bounds.around(items)
    let order = SpatialIndex.hilbertOrder(items, extent: extent)
    boxes = []
    targets = []
    boxes.reserveCapacity(items.count + items.count / 8 + 8)
    targets.reserveCapacity(items.count + items.count / 8 + 8)
    for index in order {
      boxes.append(items[index])
      targets.append(Int32(index))
    }
    levelEnds = [boxes.count]
    var start = 0
    while boxes.count - start > SpatialIndex.fanOut {
      let end = boxes.count
      var child = start
      while child < end {
        let last = min(child + SpatialIndex.fanOut, end)
        var box = boxes[child]
        for other in (child + 1)..<max(last, child + 1) { box = box.union(boxes[other]) }
        boxes.append(box)
        targets.append(Int32(child))
        child = last
      }
      start = end
      levelEnds.append(boxes.count)
    }
  }

  /// Calls `body` with the number of every box that meets `box`, in a fixed order.
  ///
  /// - Complexity: O(log n + answers) for boxes of ordinary shape.
  public func query(_ box: Bounds, _ body: (Int) -> Void) {
    var stack: [(node: Int, level: Int)] = []
    query(box, stack: &stack, body)
  }

  /// As ``query(_:_:)``, with a stack that the caller reuses between queries.
  ///
  /// - Complexity: O(log n + answers) for boxes of ordinary shape.
  @inline(__always)
  public func query(
    _ box: Bounds, stack: inout [(node: Int, level: Int)], _ body: (Int) -> Void
  ) {
    guard !boxes.isEmpty else { return }
    stack.removeAll(keepingCapacity: true)
    let top = levelEnds.count - 1
    let first = top == 0 ? 0 : levelEnds[top - 1]
    boxes.withUnsafeBufferPointer { boxes in
      targets.withUnsafeBufferPointer { targets in
        var node = first
        var level = top
        while true {
          let end =
            level == top ? levelEnds[top] : min(node + SpatialIndex.fanOut, levelEnds[level])
          for position in node..<end where boxes[position].intersects(box) {
            if level == 0 {
              body(Int(targets[position]))
            } else {
              stack.append((Int(targets[position]), level - 1))
            }
          }
          guard let next = stack.popLast() else { return }
          (node, level) = next
        }
      }
    }
  }

  /// The numbers of the boxes that meet `box`, ascending.
  ///
  /// - Complexity: O(log n + a log a) for a answers.
  public func items(in box: Bounds) -> [Int] {
    var found: [Int] = []
    query(box) { found.append($0) }
    return found.sorted()
  }

  private static func hilbertOrder(_ items: [Bounds], extent: Bounds?) -> [Int] {
    guard let extent else { return [] }
    let scaleX = extent.width > 0 ? 65535 / extent.width : 0
    let scaleY = extent.height > 0 ? 65535 / extent.height : 0
    var numbers: [Int32] = []
    var keys: [UInt64] = []
    for (index, box) in items.enumerated() where !box.isInverted {
      let x = UInt32((((box.minX + box.maxX) / 2 - extent.minX) * scaleX).clamped(to: 0...65535))
      let y = UInt32((((box.minY + box.maxY) / 2 - extent.minY) * scaleY).clamped(to: 0...65535))
      numbers.append(Int32(index))
      keys.append(UInt64(HilbertCurve.distance(x: x, y: y)))
    }
    return RadixSort.order(keys, bits: 32).map { Int(numbers[Int($0)]) }
  }
}

extension Double {
  /// NaN, the middle of an empty box, becomes the lower bound.
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    self > range.lowerBound ? min(self, range.upperBound) : range.lowerBound
  }
}
