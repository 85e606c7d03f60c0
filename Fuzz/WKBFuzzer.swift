import Geometry
import Overlay

/// Well-known binary of all dialects, whole and damaged, against the reader.
///
/// The first byte says how far from an eighth address the rest is read, so that nothing relies on
/// alignment. The bytes end where the memory ends: the sanitizer sees every step beyond.
enum WKBFuzzer: Fuzzer {
  static let name = "wkb"
  static let longest = 4_000

  static func invent(_ dice: inout SplitMix) -> [UInt8] {
    let offset = UInt8(dice.count(0...7))
    if dice.once(in: 8) {
      return [offset] + (0..<dice.count(0...120)).map { _ in UInt8(dice.count(0...255)) }
    }
    let whole = WKBMaker.geometry(&dice)
    if dice.once(in: 4) { return [offset] + whole }
    return [offset] + WKBMaker.damaged(whole, &dice)
  }

  static func describe(_ input: [UInt8]) -> String {
    do {
      return "  read as \(try WKB.decode(Array(input.dropFirst())))"
    } catch { return "  refused: \(error)" }
  }

  static func run(_ input: [UInt8]) throws {
    let offset = Int(input.first ?? 0) & 7
    let count = max(0, input.count - 1)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: offset + count, alignment: 8)
    defer { memory.deallocate() }
    let place = UnsafeMutableRawBufferPointer(rebasing: memory[offset...])
    place.copyBytes(from: input.dropFirst())
    let bytes = UnsafeRawBufferPointer(place)
    // The previous content of the buffer stays, whatever is read.
    var buffer = RingBuffer()
    buffer.append(MultiPolygon(Polygon([GridPoint(x: 1, y: 2)])))
    do {
      try WKB.decode(bytes, into: &buffer)
    } catch {
      try expectSame(try? WKB.decode(bytes), nil, "refusal: only one of the two readers refuses")
      guard try set(of: bytes) == nil else {
        throw Failure(reason: "refusal: a set takes what the reader refuses")
      }
      return
    }
    try check(buffer, of: count)
    let geometry = try WKB.decode(bytes)
    try expectSame(
      MultiPolygon(Array(buffer.multiPolygon.polygons.dropFirst())), geometry,
      "buffer: holds other rings than the geometry")
    try checkRoundTrip(geometry)
    try checkSet(try set(of: bytes), geometry)
    try useIt(geometry)
  }

  /// The set that takes the bytes without a buffer; `nil` if it refuses them, and is empty then.
  private static func set(of bytes: UnsafeRawBufferPointer) throws -> PolygonSet? {
    var set = PolygonSet()
    var rings = RingBuffer()
    do {
      try set.append(wkb: bytes, &rings)
    } catch {
      guard set.count == 0, set.slots.isEmpty, set.chains.isEmpty, set.ringCount == 0 else {
        throw Failure(reason: "refusal: something stays in the set")
      }
      return nil
    }
    return set
  }

  /// It has in it what a set of the read geometry has.
  private static func checkSet(_ direct: PolygonSet?, _ geometry: MultiPolygon) throws {
    let set = PolygonSet([geometry])
    guard let direct, direct.slots == set.slots, direct.chains == set.chains,
      direct.doubledRingAreas == set.doubledRingAreas, direct.doubledAreas == set.doubledAreas,
      direct.boxes == set.boxes, direct.pointCount == set.pointCount
    else { throw Failure(reason: "set: other chains than by way of the buffer") }
  }

  private static func expectSame(
    _ a: MultiPolygon?, _ b: MultiPolygon?, _ reason: String
  ) throws {
    if a != b { throw Failure(reason: reason) }
  }

  /// The buffer is consistent and holds no more than the bytes can contain.
  private static func check(_ buffer: RingBuffer, of count: Int) throws {
    let isSound =
      buffer.points.first == GridPoint(x: 1, y: 2) && buffer.ringEnds.first == 1
      && buffer.polygonEnds.first == 1 && (buffer.ringEnds.last ?? 0) == buffer.points.count
      && (buffer.polygonEnds.last ?? 0) == buffer.ringEnds.count
      && zip(buffer.ringEnds, buffer.ringEnds.dropFirst()).allSatisfy { $0 <= $1 }
      && zip(buffer.polygonEnds, buffer.polygonEnds.dropFirst()).allSatisfy { $0 <= $1 }
    guard isSound else { throw Failure(reason: "buffer: the ends do not fit") }
    guard
      16 * (buffer.points.count - 1) + 4 * (buffer.ringEnds.count - 1)
        + 9 * (buffer.polygonEnds.count - 1) <= count
    else { throw Failure(reason: "buffer: more than the bytes can hold") }
    let limit = Int64(GridPoint.limit * GridPoint.stepsPerMetre)
    guard buffer.points.allSatisfy({ max(abs($0.x), abs($0.y)) <= limit }) else {
      throw Failure(reason: "range: a point beyond the grid")
    }
  }

  /// What is accepted can be written, and read again as the same ground: rings of one or two points
  /// go, and rings may run the other way round.
  private static func checkRoundTrip(_ geometry: MultiPolygon) throws {
    let again = try WKB.decode(WKB.encode(geometry))
    let kept = geometry.polygons.filter { $0.exterior.count >= 3 }
    guard again.polygons.count == kept.count else {
      throw Failure(reason: "round trip: \(again.polygons.count) of \(kept.count) polygons")
    }
    for (old, new) in zip(kept, again.polygons) {
      let rings = [old.exterior] + old.holes.filter { $0.count >= 3 }
      guard rings.count == new.rings.count else {
        throw Failure(reason: "round trip: \(new.rings.count) of \(rings.count) rings")
      }
      for (index, (ring, copy)) in zip(rings, new.rings).enumerated() {
        guard copy == ring || copy == [ring[0]] + ring.dropFirst().reversed() else {
          throw Failure(reason: "round trip: another ring \(copy) for \(ring)")
        }
        let doubled = doubledSignedArea(copy)
        guard doubled == 0 || (doubled > 0) == (index == 0) else {
          throw Failure(reason: "round trip: a ring runs the wrong way")
        }
      }
    }
  }

  /// The kernel handles whatever the reader accepts.
  private static func useIt(_ geometry: MultiPolygon) throws {
    let set = PolygonSet([geometry])
    let limit = Int64(GridPoint.limit * GridPoint.stepsPerMetre)
    let all = PolygonSet([MultiPolygon(Polygon(Shapes.box(-limit, -limit, 2 * limit, 2 * limit)))])
    let shared = try AreaTable.between(set, all).entries.first?.planar ?? 0
    let whole = set.planarSquareMetres(of: 0)
    // Holes outside of their polygon make it negative, which no table lists.
    if whole < AreaTable.smallest { return }
    guard abs(shared - whole) <= 1e-9 * whole + 1e-12 * GridPoint.limit * GridPoint.limit else {
      throw Failure(reason: "kernel: \(shared) m² of \(whole) within the whole plane")
    }
    _ = try AreaTable.between(set, set)
    _ = set.multiPolygon(of: 0)
  }
}
