/// The reason of a failure.
struct Failure: Error {
  var reason: String
}

/// A fuzz target, which must handle any bytes.
protocol Fuzzer {
  /// The name under which inputs of this kind are stored and replayed.
  static var name: String { get }
  /// Bytes in an input at most.
  static var longest: Int { get }
  /// Generates an input, which depends only on the random numbers.
  static func invent(_ dice: inout SplitMix) -> [UInt8]
  /// Tries an input.
  static func run(_ input: [UInt8]) throws
  /// A readable description of an input, for debugging.
  static func describe(_ input: [UInt8]) -> String
}

extension Fuzzer {
  /// Input `index` of the run with this seed: sometimes a variation of one that failed before.
  static func input(seed: UInt64, index: Int, corpus: [[UInt8]]) -> [UInt8] {
    var dice = SplitMix("\(name) \(seed)", index)
    if !corpus.isEmpty, dice.once(in: 8) {
      let (one, other) = (corpus.randomElement(using: &dice), corpus.randomElement(using: &dice))
      return mutated(one ?? [], with: other ?? [], &dice)
    }
    return invent(&dice)
  }

  /// A mutated input: changed in a few places, truncated, or continued with the end of another one.
  static func mutated(_ input: [UInt8], with other: [UInt8], _ dice: inout SplitMix) -> [UInt8] {
    var bytes = input
    for _ in 0..<dice.count(1...4) {
      let place = dice.count(0...bytes.count)
      let isInside = place < bytes.count
      switch dice.count(0...6) {
      case 0 where isInside: bytes[place] ^= 1 << dice.count(0...7)
      case 1 where isInside: bytes[place] = UInt8(dice.count(0...255))
      case 2 where isInside: bytes[place] = [0, 1, 127, 128, 255][dice.count(0...4)]
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + dice.count(0...16)))
      case 4:
        let count = dice.count(1...8)
        bytes.insert(contentsOf: (0..<count).map { _ in UInt8(dice.count(0...255)) }, at: place)
      case 5: bytes = Array(bytes[..<place])
      default: bytes = bytes[..<place] + other.suffix(dice.count(0...other.count))
      }
    }
    return Array(bytes.prefix(longest))
  }

  /// The shortest and simplest variation of a failing input that still fails for the same kind of
  /// reason.
  static func minimized(_ input: [UInt8], kind: String) -> [UInt8] {
    func fails(_ bytes: [UInt8]) -> Bool {
      do {
        try run(bytes)
        return false
      } catch let failure as Failure {
        return failure.reason.prefix(while: { $0 != ":" }) == kind
      } catch { return false }
    }
    var best = input
    var tries = 3_000
    var step = max(1, best.count / 2)
    while step > 0, tries > 0 {
      var place = 0
      var isShorter = false
      while place < best.count, tries > 0 {
        var shorter = best
        shorter.removeSubrange(place..<min(best.count, place + step))
        tries -= 1
        if fails(shorter) {
          best = shorter
          isShorter = true
        } else {
          place += step
        }
      }
      if !isShorter || step > 1 { step /= 2 }
    }
    for place in best.indices where best[place] != 0 && tries > 0 {
      var plainer = best
      plainer[place] = 0
      tries -= 1
      if fails(plainer) { best = plainer }
    }
    return best
  }
}

/// A sequence of bytes, followed by zeros.
struct ByteSource {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isEmpty: Bool { next >= bytes.count }

  mutating func byte() -> Int {
    guard next < bytes.count else { return 0 }
    next += 1
    return Int(bytes[next - 1])
  }

  /// 0 ..< `count`.
  mutating func choice(_ count: Int) -> Int { byte() % count }

  /// A number from two bytes, about as often negative as not.
  mutating func short() -> Int64 { Int64(Int16(truncatingIfNeeded: byte() << 8 | byte())) }

  mutating func signed() -> Int64 { Int64(Int8(truncatingIfNeeded: byte())) }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

/// The bytes that hexadecimal digits stand for; `nil` if they are anything else.
func bytes(hexadecimal text: String) -> [UInt8]? {
  let digits = text.compactMap(\.hexDigitValue)
  guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
