import Geodesy
import Geometry
import Groundwork
import Storage
import StorageGeoPackage

extension SampleDistrict {
  /// Writes all layers into a new GeoPackage. The same seed gives the same bytes.
  ///
  /// - Parameters:
  ///   - path: The file to make; an existing one is replaced only if `replacing` is true.
  /// - Throws: ``Groundwork/Diagnostic`` of ``StorageGeoPackage/GeoPackageFile``, such as `workspace.exists`
  ///   and `workspace.disk-full`; ``Groundwork/Cancelled``. Nothing is left behind then.
  public func write(to path: String, replacing: Bool = false, job: Job = Job()) throws {
    try SampleDistrict.write(layers, to: path, replacing: replacing, job)
  }

  /// Writes the polygons that an office issued before the survey of potential into a GeoPackage of their
  /// own, as such an office hands them out.
  ///
  /// - Throws: as ``write(to:replacing:job:)``.
  public func writeGuides(to path: String, replacing: Bool = false, job: Job = Job()) throws {
    try SampleDistrict.write([guideLayer()], to: path, replacing: replacing, job)
  }

  private static func write(
    _ layers: [SampleLayer], to path: String, replacing: Bool, _ job: Job
  ) throws {
    let crs = try CoordinateReferenceSystem(epsg: SampleDistrict.epsg)
    let reference = SpatialReference(
      epsg: SampleDistrict.epsg, name: crs.name, wkt: crs.wkt1() ?? crs.wkt)
    let file = try GeoPackageFile(creating: path, replacing: replacing)
    job.progress.begin(Localized(zh: "写出合成片区", en: "Writing the sample"), total: layers.count)
    defer { job.progress.end() }
    for (index, layer) in layers.enumerated() {
      let table = try file.createTable(
        layer.name, title: layer.title, geometry: .multiPolygon, columns: layer.columns,
        reference: reference)
      for feature in layer.features {
        if feature.fid % 512 == 0 { try job.cancellation.check() }
        try table.append(fid: feature.fid, geometry: feature.geometry, values: feature.values)
      }
      job.progress.advance(to: index + 1)
    }
    try file.close()
  }
}
