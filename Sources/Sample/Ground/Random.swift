/// A SplitMix64 stream of random numbers: the same numbers for the same seed on every machine.
struct Random {
  private var state: UInt64

  /// `stream` separates independent uses of one seed.
  init(seed: UInt64, stream: UInt64 = 0) {
    state = Random.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (stream &+ 1))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Random.mix(state)
  }

  /// Uniform in 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform between two bounds.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Uniform in 0 ..< count; 0 if count is not positive.
  mutating func below(_ count: Int) -> Int {
    count > 0 ? Int(next() % UInt64(count)) : 0
  }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// Bell-shaped in -1 ... 1, mean 0.
  mutating func spread() -> Double { (unit() + unit() + unit()) * 2 / 3 - 1 }

  /// One of the choices, each as likely as its weight. The list must not be empty.
  mutating func weighted<Choice>(_ choices: [(Choice, Double)]) -> Choice {
    var rest = unit() * choices.reduce(0) { $0 + $1.1 }
    for (choice, weight) in choices {
      rest -= weight
      if rest < 0 { return choice }
    }
    return choices[choices.count - 1].0
  }

  mutating func shuffle<Element>(_ list: inout [Element]) {
    guard list.count > 1 else { return }
    for index in stride(from: list.count - 1, to: 0, by: -1) {
      list.swapAt(index, below(index + 1))
    }
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Smooth value noise in -1 ... 1 with a wavelength of about two units; no trigonometry.
struct Noise {
  private let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  func callAsFunction(_ t: Double) -> Double { self(t, 0.5) }

  func callAsFunction(_ x: Double, _ y: Double) -> Double {
    let column = x.rounded(.down)
    let row = y.rounded(.down)
    let u = fade(x - column)
    let v = fade(y - row)
    let i = Int64(column)
    let j = Int64(row)
    let low = node(i, j) * (1 - u) + node(i + 1, j) * u
    let high = node(i, j + 1) * (1 - u) + node(i + 1, j + 1) * u
    return low * (1 - v) + high * v
  }

  private func fade(_ t: Double) -> Double { t * t * (3 - 2 * t) }

  private func node(_ i: Int64, _ j: Int64) -> Double {
    let hash = Random.mix(
      seed ^ UInt64(bitPattern: i) &* 0x9E37_79B9_7F4A_7C15
        ^ UInt64(bitPattern: j) &* 0xC2B2_AE3D_27D4_EB4F)
    return Double(hash >> 11) * 0x1p-52 - 1
  }
}
