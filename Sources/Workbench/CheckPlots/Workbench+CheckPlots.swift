import Exchange
import Foundation
import Geometry
import Groundwork
import Quality
import Records
import Storage
import Survey

/// Plots drawn for a check on the ground, with what is needed to draw them again.
public struct CheckPlotList: Encodable, Sendable {
  public struct Plot: Encodable, Sendable {
    public var stratum: String
    public var rank: Int
    public var id: String
    public var squareMetres: Double
    /// A point within the plot: easting and northing in the coordinate system of the workspace.
    public var x: Double?
    public var y: Double?
    /// SHA-256 of seed, line feed and id.
    public var digest: String
  }

  public var layer: String
  public var seed: String
  public var chance: String
  /// So many were to be drawn of each stratum.
  public var count: Int
  public var candidates: Int
  public var plots: [Plot]
}

/// A draw with the ground of the plots.
public struct CheckPlotDraw: Sendable {
  public let list: CheckPlotList
  /// The ground of the plots by id.
  public let geometries: [String: MultiPolygon]

  /// Writes the plots as DXF, each with its rank and id.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`.
  public func writeDXF(to path: String) throws {
    let writer = try DXFWriter(path, layers: [list.layer])
    for plot in list.plots {
      guard let geometry = geometries[plot.id] else { continue }
      let stratum = plot.stratum.isEmpty ? "" : plot.stratum + "-"
      try writer.polygon(
        geometry, layer: list.layer, text: "\(stratum)\(plot.rank) \(plot.id)", textHeight: 5)
    }
    try writer.close()
  }

  /// The plots as DXF.
  public func dxf() throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-plots-\(UUID().uuidString).dxf")
    defer { _ = try? FileManager.default.removeItem(at: file) }
    try writeDXF(to: file.path)
    return [UInt8](try Data(contentsOf: file))
  }
}

extension Workbench {
  /// Draws plots of a layer; see ``Quality/CheckPlots``.
  ///
  /// - Parameters:
  ///   - count: of each stratum.
  ///   - stratum: the field whose values are the strata; `nil` for one stratum.
  /// - Throws: ``Groundwork/Diagnostic`` `export.no-layer`, `plots.no-field`, `plots.no-seed`,
  ///   `plots.id-twice`.
  public func drawCheckPlots(
    _ count: Int, of layer: String, seed: String, chance: CheckPlots.Chance, stratum: String? = nil
  ) throws -> CheckPlotDraw {
    let record = try exportedLayer(layer)
    let columns = try workspace.columns(of: record.name)
    func position(_ name: String) throws -> Int {
      if let index = columns.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
        return index
      }
      throw Diagnostic(
        code: "plots.no-field",
        Localized(zh: "图层没有字段“\(name)”。", en: "The layer has no field ‘\(name)’."),
        remedy: Localized(
          zh: "字段有：\(columns.map(\.name).joined(separator: "、"))。",
          en: "Its fields: \(columns.map(\.name).joined(separator: ", "))."),
        file: workspace.path, layer: layer)
    }
    let id = try position(OwnField.id.columnName)
    let area = try position(OwnField.area.columnName)
    let strata = try stratum.map(position)
    var candidates: [CheckPlots.Candidate] = []
    try workspace.forEachRow(in: record.name, columns: columns.map(\.name)) { values in
      candidates.append(
        CheckPlots.Candidate(
          id: values[id].string ?? "", area: Area(hundredths: values[area].int64 ?? 0),
          stratum: strata.flatMap { values[$0].string } ?? ""))
    }
    let drawn = try CheckPlots.draw(count, of: candidates, seed: seed, chance: chance)
    let geometries = try geometries(of: Set(drawn.map(\.candidate.id)), in: record.name)
    let geos = GEOS()
    let list = CheckPlotList(
      layer: layer, seed: seed, chance: chance.rawValue, count: count, candidates: candidates.count,
      plots: try drawn.map { one in
        let place = try geometries[one.candidate.id].flatMap { try geos.pointOnSurface($0) }
        return CheckPlotList.Plot(
          stratum: one.candidate.stratum, rank: one.rank, id: one.candidate.id,
          squareMetres: one.candidate.area.squareMetres, x: place?.metresX, y: place?.metresY,
          digest: one.digest)
      })
    return CheckPlotDraw(list: list, geometries: geometries)
  }

  private func geometries(
    of ids: Set<String>, in layer: String
  ) throws -> [String: MultiPolygon] {
    var found: [String: MultiPolygon] = [:]
    try workspace.forEachRawFeature(in: layer, columns: [OwnField.id.columnName]) {
      _, wkb, values in
      if let id = values[0].string, ids.contains(id) { found[id] = try WKB.decode(wkb) }
    }
    return found
  }
}
