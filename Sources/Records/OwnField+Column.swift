import Groundwork
import Survey

extension OwnField {
  /// The prefix of the program's own columns.
  public static let prefix = "zt_"

  /// The name of the field's column in every layer of a workspace.
  public var columnName: String { OwnField.prefix + stem }

  /// The column that holds the field.
  public var column: Column { Column(columnName, type) }

  /// The field that a column holds, whatever the case of its name.
  public init?(columnName: String) {
    guard let field = OwnField.named[columnName.lowercased()] else { return nil }
    self = field
  }

  private static let named = Dictionary(
    uniqueKeysWithValues: OwnField.allCases.map { ($0.columnName, $0) })

  private var stem: String {
    switch self {
    case .id: "id"
    case .landClass: "class"
    case .className: "class_name"
    case .level1: "level1"
    case .category: "category"
    case .sourceClass: "source_class"
    case .area: "area"
    case .planarArea: "area_planar"
    case .element: "element"
    case .project: "project"
    case .projectName: "project_name"
    case .group: "group"
    case .stage: "stage"
    case .cost: "cost"
    case .implementer: "implementer"
    case .name: "name"
    case .zone: "zone"
    case .measure: "measure"
    }
  }

  /// The column's name where there is room for ten bytes only, as in a Shapefile.
  public var shortName: String { OwnField.prefix + (shortStem ?? stem) }

  private var shortStem: String? {
    switch self {
    case .className: "clsname"
    case .category: "categ"
    case .sourceClass: "srcclas"
    case .planarArea: "planar"
    case .projectName: "prjname"
    case .implementer: "implem"
    default: nil
    }
  }

  private var type: ColumnType {
    switch self {
    case .area, .planarArea, .stage, .cost: .integer
    default: .text
    }
  }
}

extension ImportPlan {
  /// The columns of an accepted feature: the program's own, then the source's.
  public var columns: [Column] { fields.map(\.column) + sourceColumns }

  /// The columns of a rejected feature: id, reason, detail, then the source's.
  public var rejectedColumns: [Column] {
    [OwnField.id.column, Column("reason", .text), Column("detail", .text)] + sourceColumns
  }
}
