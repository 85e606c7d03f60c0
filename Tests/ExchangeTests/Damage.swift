import Foundation

/// How many seeds the tests of random damage try: so many as they name, or as `ZHITU_SEEDS` asks for.
enum Damage {
  static func seeds(_ usual: UInt64) -> Range<UInt64> {
    0..<(ProcessInfo.processInfo.environment["ZHITU_SEEDS"].flatMap(UInt64.init) ?? usual)
  }
}
