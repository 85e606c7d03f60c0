import Groundwork
import Storage
import Survey

/// Number and area of the patches of one class of a land-use layer.
public struct ClassAreas: Sendable {
  public var code: String
  public var level1: String
  public var category: String
  /// The name of the class in the layer, for classes without a table entry.
  public var nameInLayer: String
  public var count: Int
  public var area: Area
}

extension WorkspaceReader {
  /// The classes of a survey or planned layer, by code and name.
  ///
  /// Complexity: O(n) for n patches.
  public func classAreas(of layer: String) throws -> [ClassAreas] {
    let fields: [OwnField] = [.landClass, .level1, .category, .className, .area]
    var sums: [[String]: (count: Int, area: Area)] = [:]
    try forEachRow(in: layer, columns: fields.map(\.columnName)) { values in
      let key = values.prefix(4).map { $0.string ?? "" }
      sums[key, default: (0, .zero)].count += 1
      sums[key, default: (0, .zero)].area += Area(hundredths: values[4].int64 ?? 0)
    }
    let classes = sums.map { key, sum in
      ClassAreas(
        code: key[0], level1: key[1], category: key[2], nameInLayer: key[3], count: sum.count,
        area: sum.area)
    }
    return classes.sorted {
      ($0.code, $0.nameInLayer, $0.level1, $0.category)
        < ($1.code, $1.nameInLayer, $1.level1, $1.category)
    }
  }
}
