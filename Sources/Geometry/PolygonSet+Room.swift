extension PolygonSet {
  /// Empty sets with room for so many points each, and with as much of that room already brought into
  /// memory as comes until told to stop.
  ///
  /// The system hands memory over page by page where it is first touched, which for a large layer
  /// takes a good part of the time of reading. A thread that has nothing else to do can call this
  /// before the reading begins. All sets get their pages at the same time.
  public static func withRoom(forPoints counts: [Int], while isWanted: () -> Bool) -> [PolygonSet] {
    var sets: [PolygonSet] = []
    var rooms: [UnsafeMutableRawBufferPointer] = []
    func addSet() {
      guard rooms.count < counts.count else {
        bringIn(rooms, while: isWanted)
        return
      }
      var set = PolygonSet()
      set.slots = Array(unsafeUninitializedCapacity: counts[rooms.count]) { room, _ in
        rooms.append(UnsafeMutableRawBufferPointer(room))
        addSet()
      }
      sets.append(set)
    }
    addSet()
    return sets.reversed()
  }

  /// Touches the pages of memory that holds nothing yet, a portion of each room in turn.
  private static func bringIn(
    _ rooms: [UnsafeMutableRawBufferPointer], while isWanted: () -> Bool
  ) {
    let page = 4096
    let portion = 64 * page
    let longest = rooms.map(\.count).max() ?? 0
    for start in stride(from: 0, to: longest, by: portion) {
      for room in rooms {
        guard isWanted() else { return }
        for offset in stride(from: start, to: min(start + portion, room.count), by: page) {
          room.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
        }
      }
    }
  }
}
