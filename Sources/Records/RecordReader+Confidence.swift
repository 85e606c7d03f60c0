import Geometry
import Groundwork
import Storage

extension RecordReader {
  /// How sure a layer is of its features (置信度), in per cent by the number of the feature.
  ///
  /// A layer none of whose values is above 1 states shares, else per cent.
  ///
  /// - Parameter fields: names; the first that the layer has counts.
  /// - Returns: empty where the layer has none of them; features without a value are left out.
  /// - Throws: Diagnostic `monitor.confidence` for a value that is below 0 or above 100.
  public func confidence(
    of record: LayerRecord, fields: [String]
  ) throws -> [Int64: Int] {
    let columns = try workspace.columns(of: record.name)
    let finder = FieldFinder(columns)
    guard let place = fields.lazy.compactMap({ finder[$0] }).first else { return [:] }
    let name = columns[place].name
    var stated: [Int64: Double] = [:]
    try workspace.forEachFeature(in: record.name, columns: [name], geometry: false) { feature in
      guard let value = feature.values[0].number else { return }
      guard (0...100).contains(value) else {
        throw Diagnostic(
          code: "monitor.confidence",
          Localized(
            zh: "置信度 \(value) 不在 0 与 100 之间。",
            en: "The confidence \(value) does not lie between 0 and 100."),
          file: workspace.path, layer: record.name, feature: String(feature.fid), field: name)
      }
      stated[feature.fid] = value
    }
    let factor = stated.values.allSatisfy { $0 <= 1 } ? 100.0 : 1
    return stated.mapValues { Int(($0 * factor).rounded()) }
  }
}
