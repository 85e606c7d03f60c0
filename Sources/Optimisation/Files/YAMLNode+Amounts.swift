import Groundwork
import YAMLFiles

/// Amounts in a problem file.
extension YAMLNode {
  func number(_ range: ClosedRange<Double>) throws(Diagnostic) -> Double {
    guard let value = Double(try text()), range.contains(value) else {
      throw error(
        "not-a-number", zh: "此处应为 \(range.lowerBound) 至 \(range.upperBound) 的数",
        en: "expected a number from \(range.lowerBound) to \(range.upperBound) here")
    }
    return value
  }

  func whole(_ range: ClosedRange<Int64>) throws(Diagnostic) -> Int64 {
    guard let value = Int64(try text()), range.contains(value) else {
      throw error(
        "not-a-number", zh: "此处应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
        en: "expected a whole number from \(range.lowerBound) to \(range.upperBound) here")
    }
    return value
  }

  /// Money in 万元.
  func money() throws(Diagnostic) -> Money {
    Money(fen: Int64((try number(0...1e9) * 1_000_000).rounded()))
  }

  /// An area in 亩.
  func muArea() throws(Diagnostic) -> Area {
    Area(hundredths: Int64((try number(0...1e9) * 200_000 / 3).rounded()))
  }

  /// One value for each node of a list.
  func list<Value>(
    _ read: (YAMLNode) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for item in try list() { values.append(try read(item)) }
    return values
  }
}
