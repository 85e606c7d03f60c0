import CGDAL
import Groundwork

/// A vector file of any format that GDAL reads, open for reading.
///
/// Archives (`.zip`) are looked into, and a folder of Shapefiles is one source. Belongs to one
/// thread.
public final class VectorSource {
  /// The path as the user gave it.
  public let path: String
  /// The short name of the format's GDAL driver, such as `GPKG`; that of the first member.
  public let format: String
  public let layers: [SourceLayer]
  /// What the user should know about the opening: an assumed encoding, an assumed CRS.
  public let diagnostics: [Diagnostic]
  private let datasets: [Dataset]

  /// The size of the file in bytes; 0 for a folder.
  public var byteCount: Int { GDALSession.stat(path)?.size ?? 0 }

  /// One open dataset; closed when the last user lets go.
  final class Dataset {
    let handle: GDALDatasetH
    init(_ handle: GDALDatasetH) { self.handle = handle }
    /// The short name of the format's driver.
    var driver: String { String(cString: GDALGetDriverShortName(GDALGetDatasetDriver(handle))) }
    deinit { GDALClose(handle) }
  }

  /// Opens a file, a folder or an archive.
  ///
  /// - Parameter encoding: of the attributes of a Shapefile, such as `GBK`; `nil` to find out.
  /// - Throws: ``Diagnostic`` with code `import.file-missing`, `import.file-unreadable`,
  ///   `import.truncated`, `import.not-vector` or `import.no-layers`.
  public init(path: String, encoding: String? = nil) throws {
    self.path = path
    let members = try SourceMembers.find(in: path)
    var datasets: [Dataset] = []
    var layers: [SourceLayer] = []
    var diagnostics: [Diagnostic] = []
    var format: String?
    for member in members {
      try SourceIntegrity.check(member, of: path)
      var options: [String] = []
      if let choice = ShapefileEncoding.choose(for: member, given: encoding, file: path) {
        options.append("ENCODING=\(choice.encoding)")
        if let diagnostic = choice.diagnostic { diagnostics.append(diagnostic) }
      }
      let dataset = try VectorSource.open(member, options: options, path: path)
      let found = VectorSource.layers(of: dataset, member: datasets.count)
      let driver = dataset.driver
      if driver.hasPrefix("GeoJSON"), !SourceIntegrity.statesCRS(geoJSON: member) {
        diagnostics.append(SourceIntegrity.assumedWGS84(path))
      }
      format = format ?? driver
      layers += found
      datasets.append(dataset)
    }
    guard !layers.isEmpty, let format else {
      throw Diagnostic(
        code: "import.no-layers",
        Localized(zh: "文件中没有任何图层。", en: "The file has no layer."),
        remedy: Localized(zh: "核对是否为正确的文件。", en: "Check that this is the right file."),
        file: path)
    }
    self.datasets = datasets
    self.layers = layers
    self.format = format
    self.diagnostics = diagnostics
  }

  private static func open(
    _ member: String, options: [String], path: String
  ) throws -> Dataset {
    try GDALSession.watch { messages in
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
      // A FlatGeobuf is read from front to back: in larger portions than the 4 KB of the C library.
      let isSequential = member.lowercased().hasSuffix(".fgb")
      let handle = GDALSession.withSettings(
        isSequential ? ["VSI_CACHE": "YES", "VSI_CACHE_SIZE": "131072"] : [:]
      ) {
        GDALSession.withOptions(options) { list in GDALOpenEx(member, flags, nil, list, nil) }
      }
      guard let handle else {
        throw SourceIntegrity.notOpened(path, messages: messages.failures)
      }
      return Dataset(handle)
    }
  }

  private static func layers(of dataset: Dataset, member: Int) -> [SourceLayer] {
    GDALSession.watch { _ in
      (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index in
        GDALDatasetGetLayer(dataset.handle, index)
          .map { SourceLayer($0, member: member, index: index) }
      }
    }
  }

  /// The layer with this name, whatever its case; without a name the only layer that can hold
  /// polygons.
  /// - Throws: ``Diagnostic`` `import.layer-missing` or `import.layer-ambiguous`.
  public func layer(named name: String?) throws -> SourceLayer {
    let names = layers.map(\.name)
    if let name {
      if let exact = layers.first(where: { $0.name == name }) { return exact }
      if let found = layers.first(where: { $0.name.lowercased() == name.lowercased() }) {
        return found
      }
      throw Diagnostic(
        code: "import.layer-missing",
        Localized(zh: "文件中没有图层“\(name)”。", en: "The file has no layer \"\(name)\"."),
        remedy: Localized(
          zh: "可用的图层：\(names.joined(separator: "、"))。",
          en: "Its layers: \(names.joined(separator: ", "))."),
        file: path, layer: name)
    }
    let polygonal = layers.filter(\.mayHavePolygons)
    if let only = polygonal.first, polygonal.count == 1 { return only }
    throw Diagnostic(
      code: polygonal.isEmpty ? "import.no-polygons" : "import.layer-ambiguous",
      polygonal.isEmpty
        ? Localized(zh: "文件中没有面图层。", en: "No layer of the file can hold polygons.")
        : Localized(
          zh: "文件中有 \(polygonal.count) 个面图层。",
          en: "The file has \(polygonal.count) polygon layers."),
      remedy: Localized(
        zh: "注明图层：\(names.joined(separator: "、"))。",
        en: "Name the layer: \(names.joined(separator: ", "))."),
      file: path)
  }

  /// The short name of the driver that reads a layer.
  package func format(of layer: SourceLayer) -> String { datasets[layer.member].driver }

  /// The GDAL handle of the dataset that a layer lies in.
  func dataset(of layer: SourceLayer) -> GDALDatasetH { datasets[layer.member].handle }

  /// The GDAL handle of a layer.
  func handle(of layer: SourceLayer) throws -> OGRLayerH {
    guard let handle = GDALDatasetGetLayer(datasets[layer.member].handle, layer.index) else {
      throw Diagnostic(
        code: "import.layer-missing",
        Localized(zh: "图层已不可读。", en: "The layer can no longer be read."),
        file: path, layer: layer.name)
    }
    return handle
  }
}
