/// Writes well-known binary: any dialect, any depth, and damages it.
enum WKBMaker {
  /// A Polygon, a MultiPolygon or a collection of such, as a writer might make it.
  static func geometry(_ dice: inout SplitMix) -> [UInt8] {
    var writer = Writer(dialect: Dialect(&dice))
    writer.geometry(&dice, depth: 0)
    return writer.bytes
  }

  /// The bytes cut off, changed, or continued by others.
  static func damaged(_ whole: [UInt8], _ dice: inout SplitMix) -> [UInt8] {
    var bytes = whole
    for _ in 0..<dice.count(1...3) {
      let place = dice.count(0...max(0, bytes.count - 1))
      switch dice.count(0...6) {
      case 0: bytes = Array(bytes[..<min(place, bytes.count)])
      case 1 where place < bytes.count: bytes[place] ^= 1 << dice.count(0...7)
      case 2:
        let other = geometry(&dice)
        bytes = Array(bytes[..<min(place, bytes.count)] + other[dice.count(0...other.count - 1)...])
      case 3:
        // A count or a type that exceeds the bytes.
        let words: [UInt32] = [0, 1, 3, 6, 7, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]
        overwrite(&bytes, place, words[dice.count(0...words.count - 1)].littleEndianBytes)
      case 4:
        let numbers: [Double] = [
          .nan, .infinity, -.infinity, 4e8, -4e8, 4.0000001e8, 1e300, -0.0, .leastNonzeroMagnitude,
        ]
        let number = numbers[dice.count(0...numbers.count - 1)]
        overwrite(&bytes, place, number.bitPattern.littleEndianBytes)
      case 5:
        let end = min(bytes.count, place + dice.count(1...24))
        if place < end { bytes.removeSubrange(place..<end) }
      default:
        let count = dice.count(1...9)
        bytes.insert(
          contentsOf: (0..<count).map { _ in UInt8(dice.count(0...255)) },
          at: min(place, bytes.count))
      }
    }
    return bytes
  }

  private static func overwrite(_ bytes: inout [UInt8], _ place: Int, _ new: [UInt8]) {
    for (index, byte) in new.enumerated() where place + index < bytes.count {
      bytes[place + index] = byte
    }
  }

  /// How a writer encodes three or four dimensions, and whether it states the SRID.
  private struct Dialect {
    var isBigEndian: Bool
    var isExtended: Bool
    var hasZ: Bool
    var hasM: Bool
    var hasSRID: Bool

    init(_ dice: inout SplitMix) {
      isBigEndian = dice.once(in: 2)
      isExtended = dice.once(in: 2)
      hasZ = dice.once(in: 3)
      hasM = dice.once(in: 5)
      hasSRID = isExtended && dice.once(in: 2)
    }

    func code(_ type: UInt32, isOutermost: Bool) -> UInt32 {
      if !isExtended { return type + (hasZ ? 1_000 : 0) + (hasM ? 2_000 : 0) }
      return type | (hasZ ? 0x8000_0000 : 0) | (hasM ? 0x4000_0000 : 0)
        | (hasSRID && isOutermost ? 0x2000_0000 : 0)
    }
  }

  private struct Writer {
    var dialect: Dialect
    var bytes: [UInt8] = []

    init(dialect: Dialect) { self.dialect = dialect }

    mutating func geometry(_ dice: inout SplitMix, depth: Int) {
      let type: UInt32 = depth > 4 ? 3 : [3, 3, 6, 6, 7][dice.count(0...4)]
      // Members may be written in another order of bytes than the whole.
      if dice.once(in: 8) { dialect.isBigEndian.toggle() }
      header(type, isOutermost: depth == 0)
      let count = dice.once(in: 9) ? 0 : dice.count(1...3)
      let isBigEndian = dialect.isBigEndian
      put(UInt32(count))
      for _ in 0..<count {
        switch type {
        case 3: ring(&dice)
        case 6: polygon(&dice)
        default: geometry(&dice, depth: depth + 1)
        }
        dialect.isBigEndian = isBigEndian
      }
    }

    private mutating func polygon(_ dice: inout SplitMix) {
      header(3, isOutermost: false)
      let count = dice.count(0...2)
      put(UInt32(count))
      for _ in 0..<count { ring(&dice) }
    }

    private mutating func header(_ type: UInt32, isOutermost: Bool) {
      bytes.append(dialect.isBigEndian ? 0 : 1)
      put(dialect.code(type, isOutermost: isOutermost))
      if isOutermost, dialect.hasSRID { put(UInt32(4_549)) }
    }

    private mutating func ring(_ dice: inout SplitMix) {
      let reach = [10.0, 1_000, 4e8][dice.count(0...2)]
      // Away from the axes, where surveys lie and rings are read in the quick way.
      let centre = reach < 4e8 && dice.once(in: 2) ? 500_000.0 : 0
      let count = dice.once(in: 6) ? dice.count(0...3) : dice.count(4...9)
      var points = (0..<count).map { _ in
        [
          centre + Double.random(in: -reach...reach, using: &dice),
          centre + Double.random(in: -reach...reach, using: &dice),
        ]
      }
      if let first = points.first, !dice.once(in: 6) { points.append(first) }
      put(UInt32(points.count))
      for point in points {
        for number in point { put(number.bitPattern) }
        if dialect.hasZ { put(Double.nan.bitPattern) }
        if dialect.hasM { put(Double.infinity.bitPattern) }
      }
    }

    private mutating func put<T: FixedWidthInteger>(_ value: T) {
      bytes += dialect.isBigEndian ? value.byteSwapped.littleEndianBytes : value.littleEndianBytes
    }
  }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] {
    withUnsafeBytes(of: littleEndian) { Array($0) }
  }
}
