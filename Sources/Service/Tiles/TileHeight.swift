import Groundwork
import Records
import Survey

/// How high the things of a layer are, where one of its own fields says so: for the map in three
/// dimensions.
struct TileHeight: Sendable {
  /// The attribute of tiles with the height in metres.
  static let attribute = OwnField.prefix + "height"
  /// Fields with a height in metres (建筑高度), in small letters; the first present one counts.
  private static let heights = ["jzgd", "建筑高度", "building_height", "height"]
  /// Fields with a number of storeys (建筑层数), which stand for ``storey`` metres each.
  private static let storeys = ["jzcs", "建筑层数", "building:levels", "building_levels"]
  /// The height of a storey where only their number is known, in metres.
  private static let storey = 3.0
  /// Beyond the highest building of the world a value is no height, such as 9999 for unknown.
  private static let highest = 1_000.0

  /// The names of all such fields.
  static let columns = heights + storeys

  let column: String
  private let factor: Double

  /// `nil` where no column says how high things are.
  init?(among columns: [String]) {
    for (names, factor) in [(TileHeight.heights, 1.0), (TileHeight.storeys, TileHeight.storey)] {
      for name in names {
        guard let column = columns.first(where: { $0.lowercased() == name }) else { continue }
        self.column = column
        self.factor = factor
        return
      }
    }
    return nil
  }

  /// The height in metres; `nil` where it is unknown.
  func metres(_ value: Value) -> Double? {
    let number: Double? =
      switch value {
      case .integer(let whole): Double(whole)
      case .real(let real): real
      case .text(let text): Double(text)
      case .null: nil
      }
    guard let number, number > 0, number * factor <= TileHeight.highest else { return nil }
    return number * factor
  }
}
