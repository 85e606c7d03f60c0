import Groundwork
import Survey

/// Finds columns by name, whatever their case.
public struct FieldFinder: Sendable {
  private let positions: [String: Int]

  public init(_ columns: [Column]) {
    var positions: [String: Int] = [:]
    for (index, column) in columns.enumerated() where positions[column.name.uppercased()] == nil {
      positions[column.name.uppercased()] = index
    }
    self.positions = positions
  }

  public subscript(name: String) -> Int? { positions[name.uppercased()] }

  public subscript(field: OwnField) -> Int? { positions[field.columnName.uppercased()] }
}
