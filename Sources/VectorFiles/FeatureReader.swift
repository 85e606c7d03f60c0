import CGDAL
import Geometry
import Groundwork

extension VectorSource {
  /// Reads the features of a layer in the order of the file, one at a time.
  ///
  /// Memory stays that of one feature: geometry goes into one buffer that is used again.
  ///
  /// - Parameters:
  ///   - columns: positions of the columns to read, `nil` for all. The others are not even decoded.
  ///   - geometry: whether to read geometry.
  ///   - limits: what is too large to take into memory.
  ///   - cancellation: checked every 64 features.
  ///   - body: called for each feature; what it throws ends the reading.
  /// - Returns: the number of features read.
  /// - Throws: ``Cancelled``; ``Diagnostic`` `import.read-failed` when the file breaks off.
  @discardableResult
  public func forEachFeature(
    in layer: SourceLayer, columns: [Int]? = nil, geometry: Bool = true,
    limits: ReadLimits = ReadLimits(), cancellation: Cancellation = Cancellation(),
    _ body: (inout SourceFeature) throws -> Void
  ) throws -> Int {
    let handle = try handle(of: layer)
    let wanted = columns ?? Array(layer.columns.indices)
    let decoder = decoder(of: layer)
    var reader = RawReader(
      layer: layer, wanted: wanted, limits: limits, readsGeometry: geometry, decoder)
    defer { reader.free() }
    let count = try GDALSession.watch { messages in
      ignore(allBut: wanted, geometry: geometry, in: layer, handle)
      defer { OGR_L_SetIgnoredFields(handle, nil) }
      OGR_L_ResetReading(handle)
      var count = 0
      while let raw = OGR_L_GetNextFeature(handle) {
        defer { OGR_F_Destroy(raw) }
        if count % 64 == 0 { try cancellation.check() }
        var feature = reader.read(raw)
        if !messages.failures.isEmpty { feature.damage = messages.takeFailures().first }
        try body(&feature)
        count += 1
      }
      if let failure = messages.failures.first {
        throw Diagnostic(
          code: "import.read-failed",
          Localized(
            zh: "读取 \(count) 个要素后文件损坏：\(failure)",
            en: "The file is damaged after \(count) features: \(failure)"),
          remedy: Localized(zh: "重新获取文件。", en: "Fetch the file again."),
          file: path, layer: layer.name)
      }
      return count
    }
    let more = try forEachLeftOver(
      in: layer, wanted, geometry: geometry, limits, cancellation, decoder, body)
    note(reader.tally, of: layer)
    return count + more
  }

  /// Reads the shapes of a Shapefile that have no row, or its rows that have no shape.
  private func forEachLeftOver(
    in layer: SourceLayer, _ wanted: [Int], geometry: Bool, _ limits: ReadLimits,
    _ cancellation: Cancellation, _ decoder: TextDecoder,
    _ body: (inout SourceFeature) throws -> Void
  ) throws -> Int {
    guard let table = layer.table else { return 0 }
    let (first, isShape): (Int, Bool)
    switch table.leftOver {
    case .none: return 0
    case .shapes(let from, _): (first, isShape) = (from, true)
    case .rows(let from, _): (first, isShape) = (from, false)
    }
    let lone = try LoneShapefile(
      table, endings: isShape ? ["shp", "shx"] : ["dbf", "cpg"], options: options(of: layer))
    return try GDALSession.watch { _ in
      guard let handle = GDALDatasetGetLayer(lone.dataset.handle, 0) else { return 0 }
      OGR_L_SetNextByIndex(handle, GIntBig(first))
      var reader = RawReader(
        layer: layer, wanted: isShape ? [] : wanted, limits: limits, readsGeometry: geometry,
        decoder)
      defer { reader.free() }
      var count = 0
      while let raw = OGR_L_GetNextFeature(handle) {
        defer { OGR_F_Destroy(raw) }
        if count % 64 == 0 { try cancellation.check() }
        var feature = reader.read(raw)
        if isShape {
          feature.values = [Value](repeating: .null, count: wanted.count)
          feature.lacksRow = true
        } else {
          feature.lacksShape = true
        }
        try body(&feature)
        count += 1
      }
      return count
    }
  }

  func ignore(
    allBut wanted: [Int], geometry: Bool, in layer: SourceLayer, _ handle: OGRLayerH
  ) {
    var names = ["OGR_STYLE"]
    if !geometry { names.append("OGR_GEOMETRY") }
    // GDAL takes the first field of a name, so one whose name a wanted one has too is not ignored.
    let kept = Set(wanted)
    let keptNames = Set(wanted.compactMap { layer.columns[$0].sourceName?.uppercased() })
    for (index, column) in layer.columns.enumerated() where !kept.contains(index) {
      if let name = column.sourceName, !keptNames.contains(name.uppercased()) { names.append(name) }
    }
    GDALSession.withOptions(names) { list in
      _ = OGR_L_SetIgnoredFields(handle, UnsafeMutablePointer(mutating: list))
    }
  }
}

/// Turns GDAL's features into ours, with one buffer for all geometries.
private struct RawReader {
  private struct Field {
    var index: Int32
    var name: String
    var type: OGRFieldType
    var digits: DBFTable.Field?
  }

  private let fields: [Field]
  private let limits: ReadLimits
  private let readsGeometry: Bool
  private let decoder: TextDecoder
  private let digits: DBFDigits?
  private var buffer: UnsafeMutableRawBufferPointer
  private(set) var tally = ReadingTally()

  init(
    layer: SourceLayer, wanted: [Int], limits: ReadLimits, readsGeometry: Bool,
    _ decoder: TextDecoder
  ) {
    self.limits = limits
    self.readsGeometry = readsGeometry
    self.decoder = decoder
    fields = wanted.map { index in
      let column = layer.columns[index]
      return Field(
        index: Int32(index), name: column.name, type: column.fieldType, digits: column.digits)
    }
    digits = layer.table?.dbf.map { DBFDigits($0) }
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
  }

  func free() { buffer.deallocate() }

  mutating func read(_ raw: OGRFeatureH) -> SourceFeature {
    var feature = SourceFeature(fid: OGR_F_GetFID(raw), geometry: .none, values: [])
    feature.values.reserveCapacity(fields.count)
    var isRecoded = false
    var isDamaged = false
    for field in fields {
      guard OGR_F_IsFieldSetAndNotNull(raw, field.index) == 1 else {
        feature.values.append(.null)
        continue
      }
      let (value, outcome) = value(raw, field, &feature)
      feature.values.append(value)
      isRecoded = isRecoded || outcome == .recoded
      isDamaged = isDamaged || outcome == .damaged
    }
    if isRecoded { tally.recoded.add(feature.fid) }
    if isDamaged { tally.damaged.add(feature.fid) }
    if readsGeometry { feature.geometry = geometry(OGR_F_GetGeometryRef(raw), feature.fid) }
    return feature
  }

  private func value(
    _ raw: OGRFeatureH, _ field: Field, _ feature: inout SourceFeature
  ) -> (Value, TextDecoder.Outcome) {
    if let wide = field.digits, let digits {
      return (digits.text(wide, row: Int(feature.fid)).map { .text($0) } ?? .null, .plain)
    }
    guard field.type == OFTString || field.type == OFTStringList else {
      return (other(raw, field.index, field.type), .plain)
    }
    guard let text = OGR_F_GetFieldAsString(raw, field.index) else { return (.null, .plain) }
    let length = strlen(text)
    guard length <= limits.valueBytes else {
      feature.oversized = (field.name, length)
      return (.null, .plain)
    }
    let (decoded, outcome) = decoder.text(UnsafeBufferPointer(start: text, count: length))
    return (.text(decoded), outcome)
  }

  private func other(_ raw: OGRFeatureH, _ index: Int32, _ type: OGRFieldType) -> Value {
    switch type {
    case OFTInteger, OFTInteger64: return .integer(OGR_F_GetFieldAsInteger64(raw, index))
    case OFTReal:
      let number = OGR_F_GetFieldAsDouble(raw, index)
      return number.isNaN ? .null : .real(number)
    case OFTBinary: return .null
    case OFTDate, OFTTime, OFTDateTime: return date(raw, index, type)
    default: return OGR_F_GetFieldAsString(raw, index).map { .text(String(cString: $0)) } ?? .null
    }
  }

  /// ISO 8601 to the millisecond; a time zone that the file states is kept.
  private func date(_ raw: OGRFeatureH, _ index: Int32, _ type: OGRFieldType) -> Value {
    if type == OFTDate || type == OFTDateTime {
      var year: Int32 = 0
      var month: Int32 = 0
      var day: Int32 = 0
      var hour: Int32 = 0
      var minute: Int32 = 0
      var second: Float = 0
      var zone: Int32 = 0
      guard
        OGR_F_GetFieldAsDateTimeEx(
          raw, index, &year, &month, &day, &hour, &minute, &second, &zone) == 1
      else { return .null }
      func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let date = "\(year)-\(two(month))-\(two(day))"
      if type == OFTDate { return .text(date) }
      // GDAL has the second as a number of seven digits.
      let thousandths = min(59_999, Int32((second * 1000).rounded()))
      let (whole, rest) = (thousandths / 1000, thousandths % 1000)
      let part = rest == 0 ? "" : ".\(rest < 100 ? "0" : "")\(two(rest))"
      return .text(
        "\(date)T\(two(hour)):\(two(minute)):\(two(whole))\(part)\(RawReader.offset(zone))")
    }
    return OGR_F_GetFieldAsString(raw, index).map { .text(String(cString: $0)) } ?? .null
  }

  /// The offset from UTC that GDAL states in quarters of an hour about 100; 0 and 1 are no zone.
  private static func offset(_ zone: Int32) -> String {
    guard zone > 1 else { return "" }
    if zone == 100 { return "Z" }
    let minutes = abs(zone - 100) * 15
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(zone < 100 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private mutating func geometry(_ found: OGRGeometryH?, _ fid: Int64) -> SourceGeometry {
    guard let found else { return .none }
    if OGR_G_IsEmpty(found) == 1 { return .empty }
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(found)) {
    case wkbPolygon, wkbMultiPolygon: return export(found)
    case wkbCurvePolygon, wkbMultiSurface: return linear(found)
    case wkbGeometryCollection: return collection(found, fid)
    default: return .notPolygonal(String(cString: OGR_G_GetGeometryName(found)))
    }
  }

  /// A surface whose edges may be arcs.
  private mutating func linear(_ found: OGRGeometryH) -> SourceGeometry {
    let isCurved = OGR_G_HasCurveGeometry(found, 1) == 1
    guard let linear = OGR_G_GetLinearGeometry(found, 0, nil) else {
      return .notPolygonal(String(cString: OGR_G_GetGeometryName(found)))
    }
    defer { OGR_G_DestroyGeometry(linear) }
    let exported = export(linear)
    guard isCurved, case .wkb(let bytes) = exported else { return exported }
    return .curved(bytes)
  }

  /// The polygons of a collection. Points and lines beside them have no area and are left out, which
  /// is counted.
  private mutating func collection(_ found: OGRGeometryH, _ fid: Int64) -> SourceGeometry {
    guard let polygons = OGR_G_CreateGeometry(wkbGeometryCollection) else { return .none }
    defer { OGR_G_DestroyGeometry(polygons) }
    let others = RawReader.gather(found, into: polygons)
    guard OGR_G_GetGeometryCount(polygons) > 0 else {
      return .notPolygonal(String(cString: OGR_G_GetGeometryName(found)))
    }
    if others > 0 { tally.dropped.add(fid) }
    return OGR_G_HasCurveGeometry(polygons, 1) == 1 ? linear(polygons) : export(polygons)
  }

  /// Adds copies of all surfaces of a collection to another; returns how many other parts it has.
  private static func gather(_ found: OGRGeometryH, into polygons: OGRGeometryH) -> Int {
    var others = 0
    for index in 0..<OGR_G_GetGeometryCount(found) {
      guard let part = OGR_G_GetGeometryRef(found, index), OGR_G_IsEmpty(part) == 0 else {
        continue
      }
      switch OGR_GT_Flatten(OGR_G_GetGeometryType(part)) {
      case wkbPolygon, wkbMultiPolygon, wkbCurvePolygon, wkbMultiSurface:
        OGR_G_AddGeometry(polygons, part)
      case wkbGeometryCollection: others += gather(part, into: polygons)
      default: others += 1
      }
    }
    return others
  }

  private mutating func export(_ geometry: OGRGeometryH) -> SourceGeometry {
    if OGR_G_Is3D(geometry) == 1 || OGR_G_IsMeasured(geometry) == 1 { OGR_G_FlattenTo2D(geometry) }
    let size = Int(OGR_G_WkbSizeEx(geometry))
    guard size <= limits.geometryBytes else { return .tooLarge(bytes: size) }
    if size > buffer.count {
      buffer.deallocate()
      buffer = .allocate(byteCount: size + size / 2, alignment: 16)
    }
    OGR_G_ExportToIsoWkb(
      geometry, wkbNDR, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self))
    return .wkb(UnsafeMutableRawBufferPointer(rebasing: buffer[0..<size]))
  }
}
