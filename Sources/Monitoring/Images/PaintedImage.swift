import Groundwork

/// A made-up image of a survey epoch (合成影像): every patch in a colour near that of its class, with noise,
/// for trying out differences where the changes are known. Never taken for a picture of real ground.
public struct PaintedImage: Sendable {
  /// Red, green and blue by rows.
  public var bands: [[UInt8]]

  /// - Parameters:
  ///   - owner: the patch of each pixel, `-1` for none, which stays black.
  ///   - colours: of the class of each patch, red, green and blue from 0 to 255.
  ///   - tone: makes patches of one class differ; the same in two epochs where nothing changed, so it comes
  ///     from what stays the same, such as a hash of the patch's id.
  ///   - light: what everything is multiplied by.
  public init(
    owner: [Int32], colours: [SIMD3<Double>], tone: [UInt64], seed: UInt64, light: Double = 1,
    noise: Double = 10
  ) {
    var bands = [[UInt8]](repeating: [UInt8](repeating: 0, count: owner.count), count: 3)
    for (pixel, patch) in owner.enumerated() where patch >= 0 {
      let patch = Int(patch)
      let shade = 14 * (PaintedImage.uniform(tone[patch], 0) - 0.5)
      for band in 0..<3 {
        let stream = seed &+ UInt64(band)
        // The sum of two uniform numbers has a peak, as noise has.
        let grain =
          PaintedImage.uniform(stream, UInt64(2 * pixel))
          + PaintedImage.uniform(stream, UInt64(2 * pixel + 1)) - 1
        let value = light * (colours[patch][band] + shade) + noise * grain
        bands[band][pixel] = UInt8(min(255, max(0, value.rounded())))
      }
    }
    self.bands = bands
  }

  /// A number from 0 to 1 that follows from both (SplitMix64).
  private static func uniform(_ seed: UInt64, _ index: UInt64) -> Double {
    var z = seed &* 0xD134_2543_DE82_EF95 &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / Double(1 << 53)
  }
}
