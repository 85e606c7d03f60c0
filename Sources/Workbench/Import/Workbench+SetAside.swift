import Geometry
import Groundwork
import Records
import Storage
import Survey

/// A feature that an import rejected (剔除要素).
public struct SetAsideFeature: Sendable {
  /// Its number in the layer of rejected features.
  public var fid: Int64
  public var id: String
  public var reason: String
  public var detail: String
  public var remedy: Localized?
  /// In the coordinate system of the workspace; `nil` if the received geometry is not a polygon.
  public var geometry: MultiPolygon?
}

extension Workbench {
  /// The features that the import of a layer rejected, in the order of the file.
  ///
  /// - Parameter limit: The maximum number of features.
  /// - Returns: Empty if the import accepted all features.
  /// - Throws: ``Groundwork/Diagnostic`` of the workspace.
  public func setAside(of layer: String, limit: Int) throws -> [SetAsideFeature] {
    let name = LayerName.rejected(layer)
    guard try workspace.layer(name) != nil else { return [] }
    let columns = try workspace.columns(of: name).prefix(3).map(\.name)
    struct Enough: Error {}
    var found: [SetAsideFeature] = []
    do {
      try workspace.forEachRawFeature(in: name, columns: columns) { fid, wkb, values in
        guard found.count < limit else { throw Enough() }
        let reason = values[1].string ?? ""
        found.append(
          SetAsideFeature(
            fid: fid, id: values[0].string ?? "", reason: reason, detail: values[2].string ?? "",
            remedy: RejectReason(rawValue: reason)?.remedy, geometry: Workbench.shape(wkb)))
      }
    } catch is Enough {
      return found
    }
    return found
  }

  /// A polygon as it was received, valid or not; `nil` for other geometries.
  private static func shape(_ wkb: UnsafeRawBufferPointer) -> MultiPolygon? {
    guard !wkb.isEmpty else { return nil }
    do {
      let shape = try WKB.decode(wkb)
      return shape.isEmpty ? nil : shape
    } catch {
      // Lines and points are rejected unchanged; the reason states their type.
      return nil
    }
  }
}
