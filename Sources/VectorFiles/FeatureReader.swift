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
    return try GDALSession.watch { messages in
      let wanted = columns ?? Array(layer.columns.indices)
      ignore(allBut: wanted, geometry: geometry, in: layer, handle)
      defer { OGR_L_SetIgnoredFields(handle, nil) }
      OGR_L_ResetReading(handle)
      var reader = RawReader(layer: layer, wanted: wanted, limits: limits, readsGeometry: geometry)
      defer { reader.free() }
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
  }

  func ignore(
    allBut wanted: [Int], geometry: Bool, in layer: SourceLayer, _ handle: OGRLayerH
  ) {
    var names = ["OGR_STYLE"]
    if !geometry { names.append("OGR_GEOMETRY") }
    let kept = Set(wanted)
    for (index, column) in layer.columns.enumerated() where !kept.contains(index) {
      names.append(column.name)
    }
    GDALSession.withOptions(names) { list in
      _ = OGR_L_SetIgnoredFields(handle, UnsafeMutablePointer(mutating: list))
    }
  }
}

/// Turns GDAL's features into ours, with one buffer for all geometries.
private struct RawReader {
  private let fields: [(index: Int32, name: String, type: OGRFieldType)]
  private let limits: ReadLimits
  private let readsGeometry: Bool
  private var buffer: UnsafeMutableRawBufferPointer

  init(layer: SourceLayer, wanted: [Int], limits: ReadLimits, readsGeometry: Bool) {
    self.limits = limits
    self.readsGeometry = readsGeometry
    fields = wanted.map { index in
      let column = layer.columns[index]
      return (Int32(index), column.name, column.fieldType)
    }
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
  }

  func free() { buffer.deallocate() }

  mutating func read(_ raw: OGRFeatureH) -> SourceFeature {
    var feature = SourceFeature(fid: OGR_F_GetFID(raw), geometry: .none, values: [])
    feature.values.reserveCapacity(fields.count)
    for field in fields {
      guard OGR_F_IsFieldSetAndNotNull(raw, field.index) == 1 else {
        feature.values.append(.null)
        continue
      }
      feature.values.append(value(raw, field.index, field.type, field.name, &feature))
    }
    if readsGeometry { feature.geometry = geometry(OGR_F_GetGeometryRef(raw)) }
    return feature
  }

  private func value(
    _ raw: OGRFeatureH, _ index: Int32, _ type: OGRFieldType, _ name: String,
    _ feature: inout SourceFeature
  ) -> Value {
    switch type {
    case OFTInteger, OFTInteger64: return .integer(OGR_F_GetFieldAsInteger64(raw, index))
    case OFTReal:
      let number = OGR_F_GetFieldAsDouble(raw, index)
      return number.isNaN ? .null : .real(number)
    case OFTBinary: return .null
    case OFTDate, OFTTime, OFTDateTime: return date(raw, index, type)
    default:
      guard let text = OGR_F_GetFieldAsString(raw, index) else { return .null }
      let length = strlen(text)
      guard length <= limits.valueBytes else {
        feature.oversized = (name, length)
        return .null
      }
      let bytes = UnsafeBufferPointer(start: text, count: length)
      return .text(String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self))
    }
  }

  /// ISO 8601; a time zone that the file states is kept.
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
      let time = "\(two(hour)):\(two(minute)):\(two(Int32(second)))"
      return .text("\(date)T\(time)\(zone == 100 ? "Z" : "")")
    }
    return OGR_F_GetFieldAsString(raw, index).map { .text(String(cString: $0)) } ?? .null
  }

  private mutating func geometry(_ found: OGRGeometryH?) -> SourceGeometry {
    guard let found else { return .none }
    if OGR_G_IsEmpty(found) == 1 { return .empty }
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(found)) {
    case wkbPolygon, wkbMultiPolygon, wkbGeometryCollection: return export(found)
    case wkbCurvePolygon, wkbMultiSurface:
      guard OGR_G_HasCurveGeometry(found, 1) == 0,
        let linear = OGR_G_GetLinearGeometry(found, 0, nil)
      else { return .curved }
      defer { OGR_G_DestroyGeometry(linear) }
      return export(linear)
    default: return .notPolygonal(String(cString: OGR_G_GetGeometryName(found)))
    }
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
