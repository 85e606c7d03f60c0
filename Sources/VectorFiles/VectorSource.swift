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
  private let datasets: [Opened]
  /// What readings found, by the position of the layer.
  private var tallies: [Int: ReadingTally] = [:]

  /// A dataset, and what its text needs.
  private struct Opened {
    var dataset: Dataset
    var options: [String]
    var decoder: TextDecoder
    /// Whether the format prescribes the coordinate system, as the file names none.
    var assumesCRS = false
  }

  /// Whether the coordinate system of a layer is that which its format prescribes where a file names none.
  public func assumesCRS(of layer: SourceLayer) -> Bool { datasets[layer.member].assumesCRS }

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
  /// In a folder or an archive a file that might be a dataset by its ending and is none, such as
  /// `metadata.json`, is passed over and said.
  ///
  /// - Parameter encoding: of the attributes of a Shapefile, GeoJSON or CSV, such as `GBK`; `nil` to
  ///   find out.
  /// - Parameter name: what messages call the file, where it is a copy of another; `nil` for its path.
  /// - Throws: ``Diagnostic`` with code `import.file-missing`, `import.file-unreadable`,
  ///   `import.truncated`, `import.not-vector`, `import.format-unsupported`,
  ///   `import.sidecar-missing`, `import.encoding-undecided` or `import.no-layers`.
  public init(path location: String, encoding: String? = nil, statedAs name: String? = nil) throws {
    let path = name ?? location
    self.path = path
    let found = try SourceMembers.find(in: location)
    var datasets: [Opened] = []
    var layers: [SourceLayer] = []
    var diagnostics: [Diagnostic] = []
    var format: String?
    var refusal: Diagnostic?
    for member in found.members {
      do {
        try SourceIntegrity.check(member.path, of: path)
        let table = try ShapefileTable(member.path, file: path)
        let choice = try ShapefileEncoding.choose(
          for: member.path, table?.dbf, given: encoding, file: path)
        let options = choice.map { ["ENCODING=\($0.encoding)"] } ?? []
        let dataset = try GDALSession.withZipNames(found.nameEncoding) {
          try VectorSource.open(member.path, options: options, path: path)
        }
        let driver = dataset.driver
        let decoder = TextDecoder(format: driver, given: encoding, choice)
        let inside = VectorSource.layers(of: dataset, datasets.count, member.place, table, decoder)
        let isAssumed =
          driver.hasPrefix("GeoJSON") && !SourceIntegrity.statesCRS(geoJSON: member.path)
        if isAssumed {
          diagnostics.append(SourceIntegrity.assumedWGS84(path))
        }
        if let diagnostic = choice?.diagnostic { diagnostics.append(diagnostic) }
        diagnostics += table?.notes(file: path) ?? []
        diagnostics += inside.flatMap { $0.fieldNotes(file: path) }
        format = format ?? driver
        layers += inside
        datasets.append(
          Opened(
            dataset: dataset, options: options, decoder: decoder, assumesCRS: isAssumed))
      } catch let diagnostic as Diagnostic {
        guard found.members.count > 1 else { throw diagnostic }
        guard member.isDoubtful else { throw VectorSource.located(diagnostic, in: member) }
        refusal = diagnostic
        diagnostics.append(VectorSource.passedOver(member, path))
      }
    }
    guard !layers.isEmpty, let format else {
      throw refusal
        ?? Diagnostic(
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

  private static func located(
    _ diagnostic: Diagnostic, in member: SourceMembers.Member
  ) -> Diagnostic {
    var located = diagnostic
    located.layer = diagnostic.layer ?? member.place
    return located
  }

  private static func passedOver(
    _ member: SourceMembers.Member, _ path: String
  ) -> Diagnostic {
    Diagnostic(
      .info, code: "import.member-passed-over",
      Localized(
        zh: "\(member.place) 不是矢量数据，已跳过。",
        en: "\(member.place) holds no vector data and is passed over."), file: path)
  }

  /// What the readings so far have found in the features of all layers.
  public var readingDiagnostics: [Diagnostic] {
    tallies.sorted { $0.key < $1.key }.flatMap { position, tally in
      let layer = layers[position]
      let isByValue =
        if case .byValue = decoder(of: layer).way { layer.table != nil } else { false }
      return tally.diagnostics(isByValue: isByValue, file: path, layer: layer.name)
    }
  }

  /// Keeps what a reading of a layer found.
  func note(_ tally: ReadingTally, of layer: SourceLayer) {
    guard
      let position = layers.firstIndex(where: {
        $0.member == layer.member && $0.index == layer.index
      })
    else { return }
    tallies[position, default: ReadingTally()].merge(tally)
  }

  func decoder(of layer: SourceLayer) -> TextDecoder { datasets[layer.member].decoder }

  /// The options that the layer's file was opened with.
  func options(of layer: SourceLayer) -> [String] { datasets[layer.member].options }

  private static func open(
    _ member: String, options: [String], path: String
  ) throws -> Dataset {
    if let foreign = ForeignFormat.recogniseAtOnce(member) { throw foreign.diagnostic(path) }
    return try GDALSession.watch { messages in
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
      // A FlatGeobuf is read from front to back: in larger portions than the 4 KB of the C library.
      let isSequential = member.lowercased().hasSuffix(".fgb")
      let handle = GDALSession.withSettings(
        isSequential ? ["VSI_CACHE": "YES", "VSI_CACHE_SIZE": "131072"] : [:]
      ) {
        GDALSession.withOptions(options) { list in GDALOpenEx(member, flags, nil, list, nil) }
      }
      guard let handle else {
        throw SourceIntegrity.notOpened(path, member: member, messages: messages.failures)
      }
      return Dataset(handle)
    }
  }

  private static func layers(
    of dataset: Dataset, _ member: Int, _ place: String, _ table: ShapefileTable?,
    _ decoder: TextDecoder
  ) -> [SourceLayer] {
    GDALSession.watch { _ in
      (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index in
        GDALDatasetGetLayer(dataset.handle, index)
          .map {
            SourceLayer(
              $0, member: member, index: index, place: place, table: table, decoder: decoder)
          }
      }
    }
  }

  /// The layer with this name or ``SourceLayer/path``, whatever its case; without a name the only
  /// layer that can hold polygons.
  ///
  /// Several layers of one name, as of two counties in one archive, are told apart by their paths, of
  /// which the last parts suffice: `north/DLTB`.
  /// - Throws: ``Diagnostic`` `import.layer-missing`, `import.layer-ambiguous` or
  ///   `import.no-polygons`.
  public func layer(named name: String?) throws -> SourceLayer {
    guard let name else { return try onlyLayer() }
    let lower = name.lowercased()
    func matching(_ isMeant: (SourceLayer) -> Bool) throws -> SourceLayer? {
      let fitting = layers.filter(isMeant)
      guard fitting.count > 1 else { return fitting.first }
      throw Diagnostic(
        code: "import.layer-ambiguous",
        Localized(
          zh: "有 \(fitting.count) 个图层叫“\(name)”。",
          en: "\(fitting.count) layers are called \"\(name)\"."),
        remedy: choice(fitting), file: path, layer: name)
    }
    let found =
      try matching { $0.path == name } ?? matching { $0.name == name }
      ?? matching { $0.path.lowercased() == lower } ?? matching { $0.name.lowercased() == lower }
      ?? matching { $0.path.lowercased().hasSuffix("/" + lower) }
    if let found { return found }
    throw Diagnostic(
      code: "import.layer-missing",
      Localized(zh: "文件中没有图层“\(name)”。", en: "The file has no layer \"\(name)\"."),
      remedy: choice(layers), file: path, layer: name)
  }

  private func onlyLayer() throws -> SourceLayer {
    let polygonal = layers.filter(\.mayHavePolygons)
    if let only = polygonal.first, polygonal.count == 1 { return only }
    throw Diagnostic(
      code: polygonal.isEmpty ? "import.no-polygons" : "import.layer-ambiguous",
      polygonal.isEmpty
        ? Localized(zh: "文件中没有面图层。", en: "No layer of the file can hold polygons.")
        : Localized(
          zh: "文件中有 \(polygonal.count) 个面图层。",
          en: "The file has \(polygonal.count) polygon layers."),
      remedy: polygonal.isEmpty
        ? Localized(
          zh: "需要面图层；文件中的图层：\(names(layers, "、"))。",
          en: "A polygon layer is needed; the layers of the file: \(names(layers, ", ")).")
        : choice(polygonal), file: path)
  }

  /// The names by which layers can be chosen: paths where names are not unique.
  public func names(_ layers: [SourceLayer], _ separator: String) -> String {
    layers.map(choosingName).joined(separator: separator)
  }

  /// The name by which ``layer(named:)`` finds just this layer.
  public func choosingName(_ layer: SourceLayer) -> String {
    layers.count { $0.name.lowercased() == layer.name.lowercased() } > 1 ? layer.path : layer.name
  }

  private func choice(_ layers: [SourceLayer]) -> Localized {
    Localized(
      zh: "用 --layer 注明图层（流向用 --layer-a、--layer-b）：\(names(layers, "、"))。",
      en: "Name the layer with --layer (--layer-a and --layer-b in a flow): \(names(layers, ", "))."
    )
  }

  /// The short name of the driver that reads a layer.
  package func format(of layer: SourceLayer) -> String { datasets[layer.member].dataset.driver }

  /// The GDAL handle of the dataset that a layer lies in.
  func dataset(of layer: SourceLayer) -> GDALDatasetH { datasets[layer.member].dataset.handle }

  /// The GDAL handle of a layer.
  func handle(of layer: SourceLayer) throws -> OGRLayerH {
    guard let handle = GDALDatasetGetLayer(datasets[layer.member].dataset.handle, layer.index)
    else {
      throw Diagnostic(
        code: "import.layer-missing",
        Localized(zh: "图层已不可读。", en: "The layer can no longer be read."),
        file: path, layer: layer.name)
    }
    return handle
  }
}
