import CGDAL
import Foundation
import Groundwork

/// Writes tables in a format of the trade through GDAL: GeoPackage, file geodatabase, Shapefile,
/// GeoJSON.
///
/// Everything is written beside its place; ``close()`` moves it there. A writer that is released
/// before leaves nothing. Belongs to one thread.
public final class VectorWriter {
  public let path: String
  public let format: VectorFormat
  /// The encoding of a Shapefile's texts.
  public let encoding: String
  private let folder: String
  private let dataset: GDALDatasetH
  private var isOpen = true
  private var table: OpenTable?
  private var losses: [LossKey: WritingLoss] = [:]

  private struct LossKey: Hashable {
    var kind: WritingLoss.Kind
    var table: String
    var field: String?
  }

  private struct OpenTable {
    var name: String
    var layer: OGRLayerH
    var fields: [VectorTable.Field]
    var geometry: VectorTable.Geometry
    /// Whether the rows are written in one transaction, which not every format has.
    var isTransaction: Bool
  }

  /// - Parameters:
  ///   - path: the file, or for a file geodatabase the folder; what is there is replaced at the end.
  ///   - encoding: of a Shapefile, `GBK` or `UTF-8`.
  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`.
  public init(_ path: String, format: VectorFormat, encoding: String = "GBK") throws {
    self.path = path
    self.format = format
    self.encoding = encoding
    let name = URL(fileURLWithPath: path).lastPathComponent
    folder = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    let folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw VectorWriter.notWritten(path, error.localizedDescription)
    }
    let driver = format.driver
    let opened = GDALSession.watch { messages -> GDALDatasetH? in
      let made = GDALCreate(
        GDALGetDriverByName(driver), folder + "/" + name, 0, 0, 0, GDT_Unknown, nil)
      return made
    }
    guard let opened else {
      VectorWriter.remove(folder)
      throw VectorWriter.notWritten(path, "GDAL \(driver)")
    }
    dataset = opened
  }

  deinit {
    if isOpen {
      GDALClose(dataset)
      VectorWriter.remove(folder)
    }
  }

  /// Begins the next table.
  ///
  /// - Parameter wkt: the coordinate system as WKT; needed for a table with geometry.
  public func begin(_ wanted: VectorTable, wkt: String?) throws {
    try GDALSession.watch { messages in
      var options: [String] = []
      var names = wanted.fields.map(\.column.name)
      switch format {
      case .shapefile:
        options.append("ENCODING=\(encoding)")
        names = DBFText(encoding: encoding).names(
          wanted.fields.map { $0.short ?? $0.column.name })
      case .geoPackage: options += ["DESCRIPTION=\(wanted.title)", "GEOMETRY_NAME=geom"]
      case .fileGDB: options.append("LAYER_ALIAS=\(wanted.title)")
      case .geoJSON: options += ["RFC7946=YES", "DESCRIPTION=\(wanted.title)"]
      }
      let reference = wkt.flatMap { text -> OGRSpatialReferenceH? in
        guard let made = OSRNewSpatialReference(text) else { return nil }
        OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER)
        return made
      }
      defer { if let reference { OSRRelease(reference) } }
      let kind: OGRwkbGeometryType =
        switch wanted.geometry {
        case .none: wkbNone
        case .multiPolygon: format == .shapefile ? wkbPolygon : wkbMultiPolygon
        case .point: wkbPoint
        case .any: wkbUnknown
        }
      let layer = GDALSession.withOptions(options) { options in
        GDALDatasetCreateLayer(
          dataset, wanted.name, reference, kind,
          options.map {
            UnsafeMutableRawPointer(mutating: $0)
              .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
          })
      }
      guard let layer else { throw failure(messages, wanted.name) }
      var fields: [VectorTable.Field] = []
      for (field, name) in zip(wanted.fields, names) {
        guard let made = OGR_Fld_Create(name, type(of: field.column)) else {
          throw failure(messages, wanted.name)
        }
        defer { OGR_Fld_Destroy(made) }
        OGR_Fld_SetAlternativeName(made, field.title)
        if format == .shapefile {
          switch field.column.type {
          case .integer: OGR_Fld_SetWidth(made, 18)
          case .real:
            OGR_Fld_SetWidth(made, 24)
            OGR_Fld_SetPrecision(made, 8)
          case .text: break
          }
        }
        guard OGR_L_CreateField(layer, made, 1) == OGRERR_NONE else {
          throw failure(messages, wanted.name, field.column.name)
        }
        let definition = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), Int32(fields.count))
        let written = String(cString: OGR_Fld_GetNameRef(definition))
        if written != field.column.name {
          note(.name, wanted.name, field.column.name, written: written, count: 1)
        }
        fields.append(field)
      }
      let isTransaction =
        format == .geoPackage && GDALDatasetStartTransaction(dataset, 0) == OGRERR_NONE
      table = OpenTable(
        name: wanted.name, layer: layer, fields: fields, geometry: wanted.geometry,
        isTransaction: isTransaction)
    }
  }

  private func type(of column: Column) -> OGRFieldType {
    switch column.type {
    case .text: OFTString
    case .real: OFTReal
    // The file geodatabase of this version knows whole numbers of 32 bits only.
    case .integer: format == .fileGDB ? OFTReal : OFTInteger64
    }
  }

  /// Appends a row.
  ///
  /// - Parameters:
  ///   - fid: the number of the feature, `nil` for the next one.
  ///   - wkb: the geometry as ISO WKB; empty for none.
  public func append(_ fid: Int64?, wkb: UnsafeRawBufferPointer?, _ values: [Value]) throws {
    guard let table else { preconditionFailure("append before begin") }
    precondition(values.count == table.fields.count, "one value for each field of \(table.name)")
    try GDALSession.watch { messages in
      guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(table.layer)) else {
        throw failure(messages, table.name)
      }
      defer { OGR_F_Destroy(feature) }
      // A Shapefile counts its features itself, from 0.
      if let fid, format != .shapefile { OGR_F_SetFID(feature, fid) }
      for (index, value) in values.enumerated() {
        set(feature, Int32(index), value, table, fid)
      }
      if table.geometry != .none, let wkb, !wkb.isEmpty {
        var made: OGRGeometryH?
        guard
          OGR_G_CreateFromWkb(wkb.baseAddress, nil, &made, Int32(wkb.count)) == OGRERR_NONE
        else { throw failure(messages, table.name, feature: fid) }
        if table.geometry == .multiPolygon { made = OGR_G_ForceToMultiPolygon(made) }
        guard let made, OGR_F_SetGeometryDirectly(feature, made) == OGRERR_NONE else {
          throw failure(messages, table.name, feature: fid)
        }
      }
      guard OGR_L_CreateFeature(table.layer, feature) == OGRERR_NONE else {
        throw failure(messages, table.name, feature: fid)
      }
    }
  }

  private func set(
    _ feature: OGRFeatureH, _ index: Int32, _ value: Value, _ table: OpenTable, _ fid: Int64?
  ) {
    switch value {
    case .null: OGR_F_SetFieldNull(feature, index)
    case .integer(let number):
      if format == .fileGDB {
        OGR_F_SetFieldDouble(feature, index, Double(number))
        if Int64(exactly: Double(number)) != number {
          note(.number, table.name, table.fields[Int(index)].column.name, count: 1, first: fid)
        }
      } else {
        OGR_F_SetFieldInteger64(feature, index, number)
      }
    case .real(let number): OGR_F_SetFieldDouble(feature, index, number)
    case .text(let text):
      guard format == .shapefile else {
        OGR_F_SetFieldString(feature, index, text)
        return
      }
      let fitted = DBFText(encoding: encoding).fit(text)
      let name = table.fields[Int(index)].column.name
      if fitted.isCut { note(.cut, table.name, name, count: 1, first: fid) }
      if fitted.hasForeign { note(.character, table.name, name, count: 1, first: fid) }
      OGR_F_SetFieldString(feature, index, fitted.text)
    }
  }

  /// Ends the table that was begun last.
  public func end() throws {
    guard let open = table else { return }
    table = nil
    try GDALSession.watch { messages in
      let isKept =
        !open.isTransaction || GDALDatasetCommitTransaction(dataset) == OGRERR_NONE
      guard isKept, OGR_L_SyncToDisk(open.layer) == OGRERR_NONE else {
        throw failure(messages, open.name)
      }
    }
  }

  /// Moves what was written into its place, and says what the format could not hold.
  @discardableResult
  public func close() throws -> [WritingLoss] {
    try end()
    isOpen = false
    GDALSession.watch { _ in GDALClose(dataset) }
    defer { VectorWriter.remove(folder) }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      let made = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      for name in made {
        let target = parent.appendingPathComponent(name).path
        if format == .fileGDB, FileManager.default.fileExists(atPath: target) {
          try FileManager.default.removeItem(atPath: target)
        }
        guard rename(folder + "/" + name, target) == 0 else {
          throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
      }
    } catch {
      throw VectorWriter.notWritten(path, error.localizedDescription)
    }
    return losses.values.sorted {
      ($0.table, $0.kind.rawValue, $0.field ?? "") < ($1.table, $1.kind.rawValue, $1.field ?? "")
    }
  }

  private func note(
    _ kind: WritingLoss.Kind, _ table: String, _ field: String?, written: String? = nil,
    count: Int, first: Int64? = nil
  ) {
    let key = LossKey(kind: kind, table: table, field: field)
    if var known = losses[key] {
      known.count += count
      losses[key] = known
    } else {
      losses[key] = WritingLoss(
        kind: kind, table: table, field: field, written: written, count: count, first: first)
    }
  }

  private func failure(
    _ messages: GDALMessages, _ table: String, _ field: String? = nil, feature: Int64? = nil
  ) -> Diagnostic {
    var diagnostic = VectorWriter.notWritten(
      path, messages.takeFailures().joined(separator: "; "))
    diagnostic.layer = table
    diagnostic.field = field
    diagnostic.feature = feature.map { String($0) }
    return diagnostic
  }

  private static func notWritten(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "export.not-written",
      Localized(zh: "无法写入：\(reason)", en: "Cannot be written: \(reason)"),
      remedy: Localized(
        zh: "检查 --out 的路径、权限和磁盘空间。", en: "Check the path of --out, permissions and disk space."),
      file: path)
  }

  /// Takes the temporary folder away; what cannot be removed hurts nobody but the disk.
  private static func remove(_ folder: String) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      FileHandle.standardError.write(Data("\(folder): \(error.localizedDescription)\n".utf8))
    }
  }
}
