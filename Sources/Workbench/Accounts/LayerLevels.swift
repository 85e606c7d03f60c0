import Access
import Classes
import Groundwork
import Records
import Storage
import Survey

/// The levels of all layers of a workspace, and of their fields, in one state.
public struct LayerLevels: Sendable {
  /// By layer.
  public let levels: [String: DataLevel]
  /// The fields whose level is above that of their layer: by layer, then by name in small letters.
  public let fields: [String: [String: DataLevel]]
  /// Of what may be made from anything.
  public let highest: DataLevel

  /// A layer that was worked out has at least the level of everything it may have been made from: of its
  /// epoch's layers where it belongs to an epoch alone, of all that were brought in otherwise. Of a layer
  /// that was brought in, calculations use its geometry and what the program says of its features
  /// (columns `zt_…`); its other fields reach only fields of the same name, and the texts of findings and
  /// of rejections, which quote them.
  ///
  /// - Throws: What reading a crosswalk of the program throws.
  public init(_ records: [LayerRecord], _ marks: DataLevels) throws {
    let sources = records.filter { ImportRole(rawValue: $0.role.rawValue) != nil }
    var fields: [String: [String: DataLevel]] = [:]
    for source in sources { fields[source.name] = try LayerLevels.fields(of: source, marks) }
    var levels: [String: DataLevel] = [:]
    var highest = DataLevel.general
    for record in records {
      let name = record.name
      if ImportRole(rawValue: record.role.rawValue) != nil {
        levels[name] = marks.level(ofSource: name)
        highest = max(highest, LayerLevels.used(fields[name] ?? [:]), marks.level(ofSource: name))
        continue
      }
      let isOfOneEpoch = [.rejected, .findings].contains(record.role) && record.plan == nil
      let from = sources.filter {
        !isOfOneEpoch || $0.epoch == nil || $0.epoch == record.epoch
      }
      let found = from.map { fields[$0.name] ?? [:] }
      var own = found.reduce(into: marks.fields[name] ?? [:]) { all, one in
        all.merge(one, uniquingKeysWith: max)
      }
      let level = max(
        marks.level(ofDerived: name, from: from.map(\.name)),
        DataLevel.inherited(from: found.map(LayerLevels.used)))
      let quoted = DataLevel.inherited(from: found.flatMap(\.values))
      highest = max(highest, level)
      switch record.role {
      case .findings: levels[name] = max(level, quoted)
      case .rejected:
        levels[name] = level
        own["detail"] = max(own["detail"] ?? .general, quoted)
      default: levels[name] = level
      }
      fields[name] = own
    }
    self.levels = levels
    self.highest = highest
    self.fields = fields.reduce(into: [:]) { all, entry in
      let level = levels[entry.key] ?? .general
      let above = entry.value.filter { $0.value > level }
      if !above.isEmpty { all[entry.key] = above }
    }
  }

  /// A layer that nobody knows has the highest level: a guess finds out nothing.
  public func level(_ layer: String) -> DataLevel { levels[layer] ?? highest }

  /// The level of one field, whatever the case of its name.
  public func level(of field: String, in layer: String) -> DataLevel {
    fields[layer]?[field.lowercased()] ?? level(layer)
  }

  /// The marks of the fields of a layer that was brought in; what the program took from a field has at
  /// least the level of that field.
  private static func fields(
    of record: LayerRecord, _ marks: DataLevels
  ) throws -> [String: DataLevel] {
    guard let given = marks.fields[record.name],
      let role = ImportRole(rawValue: record.role.rawValue)
    else { return [:] }
    var fields = given
    for field in role.fields {
      let level = DataLevel.inherited(
        from: try given.filter { try isSource($0.key, of: field, role, record) }.values)
      let name = field.columnName
      fields[name] = max(fields[name] ?? .general, level)
    }
    return fields
  }

  /// Whether the import may have taken a value of the program's own from a field of the source.
  private static func isSource(
    _ name: String, of field: OwnField, _ role: ImportRole, _ record: LayerRecord
  ) throws -> Bool {
    let classFields: Set<OwnField> = [.landClass, .className, .level1, .category, .sourceClass]
    let options = record.provenance?.options ?? [:]
    var sources = role.sourceFields(of: field)
    if field == .id { sources += [options["id-field"]].compactMap { $0 } }
    if classFields.contains(field) { sources += [options["class-field"]].compactMap { $0 } }
    if let crosswalk = options["crosswalk"], field == .id || classFields.contains(field) {
      // Which fields a crosswalk in a file of its own reads is not known here.
      guard Crosswalk.builtInNames.contains(crosswalk) else { return true }
      let known = try Crosswalk.load(crosswalk)
      sources += field == .id ? known.idFields.flatMap { $0 } : known.classFields
    }
    return sources.contains {
      $0.replacing("{epoch}", with: record.epoch ?? "").lowercased() == name
    }
  }

  /// The highest level of what calculations use of a layer.
  private static func used(_ fields: [String: DataLevel]) -> DataLevel {
    DataLevel.inherited(
      from: fields.filter { $0.key.hasPrefix(OwnField.prefix) }.values)
  }
}
