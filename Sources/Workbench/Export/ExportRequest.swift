import Flow
import Groundwork
import VectorFiles

/// What to export, and how.
public struct ExportRequest: Sendable {
  /// One item of the workspace.
  public enum Item: Sendable, Hashable {
    /// A layer or a table, with its geometry where the format has one.
    case layer(String)
    /// The corners of a layer with their coordinates (界址点坐标表), for formats that hold no geometry.
    case corners(String)
    /// The flow matrix of a stored flow (流向矩阵): `from`, `to` as in `zhitu flow`.
    case matrix(from: String, to: String)
    /// Areas by class of every survey and planned layer (地类面积表).
    case classes
    /// The verdicts on a plan (核验结论).
    case verdicts(plan: String)
  }

  public var items: [Item]
  /// The file; for `shp`, `csv` and `geojson` with several items, the folder.
  public var path: String
  public var format: ExportFormat
  public var grouping: FlowGrouping
  /// The encoding of the texts of a Shapefile, VCT or coordinate text: `GBK` or `UTF-8`.
  public var encoding: String
  public var language: Language
  /// Fields of layers that are left out, in small letters.
  public var hiddenFields: Set<String>

  public init(
    items: [Item], path: String, format: ExportFormat, grouping: FlowGrouping = .class,
    encoding: String = "GBK", language: Language = .zh, hiddenFields: Set<String> = []
  ) {
    self.items = items
    self.path = path
    self.format = format
    self.grouping = grouping
    self.encoding = encoding
    self.language = language
    self.hiddenFields = hiddenFields
  }
}

/// A format of the export.
public enum ExportFormat: String, Sendable, CaseIterable {
  case gpkg, gdb, shp, geojson, xlsx, csv
  /// The exchange format of the land survey (GB/T 17798).
  case vct
  /// Coordinate text (报备坐标).
  case txt
  /// Drawings of release 12.
  case dxf

  /// The format for the extension of a path; `nil` for an unknown one.
  public init?(path: String) {
    if let vector = VectorFormat(path: path) {
      self.init(rawValue: vector.rawValue)
      return
    }
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  var vector: VectorFormat? { VectorFormat(rawValue: rawValue) }

  /// Whether one file holds several tables.
  public var holdsMany: Bool { vector?.holdsMany ?? [.xlsx, .vct, .dxf].contains(self) }
}

/// The tables written, and the losses of the format.
public struct ExportOutcome: Sendable, Encodable {
  public struct Table: Sendable, Encodable {
    public var name: String
    public var title: String
    public var rows: Int
    public var file: String
  }

  public var tables: [Table] = []
  public var losses: [WritingLoss] = []
  /// Additional files: the names of shortened fields.
  public var sideFiles: [String] = []
  /// What else is to be told.
  public var notes: [Diagnostic] = []

  /// The losses and notes as diagnostics.
  public var diagnostics: [Diagnostic] { notes + lossesInWords }

  private var lossesInWords: [Diagnostic] {
    losses.map { loss in
      let field = loss.field ?? ""
      let text: Localized =
        switch loss.kind {
        case .name:
          Localized(
            zh: "字段 \(field) 写作 \(loss.written ?? "")。",
            en: "Field \(field) is called \(loss.written ?? "").")
        case .cut:
          Localized(
            zh: "字段 \(field) 有 \(loss.count) 个值超过格式允许的长度，已截断。",
            en:
              "\(loss.count) values of field \(field) are longer than the format takes and were cut."
          )
        case .character:
          Localized(
            zh: "字段 \(field) 有 \(loss.count) 个值含编码中没有的字，以“?”代替。",
            en:
              "\(loss.count) values of field \(field) hold characters that the encoding lacks; ‘?’ "
              + "stands there.")
        case .geometry:
          Localized(zh: "此格式不含图形，只写出属性。", en: "The format holds no geometry; attributes only.")
        case .number:
          Localized(
            zh: "字段 \(field) 有 \(loss.count) 个整数超过格式的精度。",
            en: "\(loss.count) whole numbers of field \(field) exceed the format's precision.")
        }
      var remedy: Localized?
      if loss.kind == .cut || loss.kind == .character || loss.kind == .number {
        remedy = Localized(
          zh: "需要完整数值时用 --out 写 .gpkg；shp 可用 --encoding UTF-8。",
          en: "For complete values write .gpkg with --out; a Shapefile may take --encoding UTF-8.")
      }
      return Diagnostic(
        loss.kind == .name || loss.kind == .geometry ? .info : .warning,
        code: "export.\(loss.kind.rawValue)", text, remedy: remedy, layer: loss.table,
        feature: loss.first.map { String($0) }, field: loss.field)
    }
  }
}
