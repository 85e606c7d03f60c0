import Geometry
import Groundwork

/// A patch of a survey with the values of its own fields (DLTB 字段).
public struct SurveyPatch: Sendable, Hashable {
  /// 标识码 BSM.
  public var id: String
  public var geometry: MultiPolygon
  /// In the order of ``SurveyEpoch/columns``.
  public var values: [Value]
  /// Official area: TBMJ where the survey states it.
  public var area: Area

  public init(id: String, geometry: MultiPolygon, values: [Value], area: Area) {
    self.id = id
    self.geometry = geometry
    self.values = values
    self.area = area
  }
}

/// All patches of a survey epoch.
public struct SurveyEpoch: Sendable {
  public var name: String
  public var columns: [Column]
  public var patches: [SurveyPatch]

  public init(name: String, columns: [Column], patches: [SurveyPatch]) {
    self.name = name
    self.columns = columns
    self.patches = patches
  }

  /// The position of a field, whatever its case.
  public func position(_ field: String) -> Int? {
    columns.firstIndex { $0.name.caseInsensitiveCompare(field) }
  }

  /// The patches by id.
  ///
  /// - Throws: Diagnostic `increment.id-twice`, as ids name patches in an increment.
  public func byID() throws -> [String: SurveyPatch] {
    var known: [String: SurveyPatch] = [:]
    known.reserveCapacity(patches.count)
    for patch in patches where known.updateValue(patch, forKey: patch.id) != nil {
      throw Diagnostic(
        code: "increment.id-twice",
        Localized(
          zh: "标识码 \(patch.id) 在 \(name) 中不唯一。",
          en: "The id \(patch.id) is not unique in \(name)."),
        remedy: Localized(
          zh: "先用 zhitu check 找出并改正重复的标识码。",
          en: "Find and correct repeated ids with zhitu check first."),
        layer: name, feature: patch.id)
    }
    return known
  }

  /// The values that all patches share, by field: the year of the data and the like.
  func constants() -> [Int: Value] {
    guard let first = patches.first else { return [:] }
    var constants = Dictionary(uniqueKeysWithValues: first.values.enumerated().map { ($0, $1) })
    for patch in patches {
      for (column, value) in constants where patch.values[column] != value {
        constants[column] = nil
      }
    }
    return constants
  }
}

extension String {
  fileprivate func caseInsensitiveCompare(_ other: String) -> Bool {
    lowercased() == other.lowercased()
  }
}
