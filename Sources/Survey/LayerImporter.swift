import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Carries out an import plan: reads every feature, repairs, classifies and hands it on.
///
/// One bad feature never stops an import; it is handed on as rejected with the reason. A layer of
/// which no feature is accepted is refused as a whole.
public struct LayerImporter {
  let plan: ImportPlan
  let area: (MultiPolygon) throws -> Area
  var patches: PatchReader
  let planFields: PlanFields?
  var classifier: Classifier
  var report = ImportReport()
  var ids: IDRegister
  var areaUnits = AreaUnitTally()
  var zones = Tally()

  private static let repairsKept = 10_000

  /// Reads the layer of the plan once, in the order of the file.
  ///
  /// - Parameters:
  ///   - area: the value of ``OwnField/area``, of a geometry in the plan's target system.
  ///   - sink: takes the features; write them in one transaction and throw it away if this throws.
  /// - Returns: the counts, the first repairs and what the user should know, the notes of the plan
  ///   included.
  /// - Throws: ``Cancelled``; ``Diagnostic`` if the file breaks off or nothing can be accepted; what
  ///   the sink or `area` throws.
  public static func run(
    _ plan: ImportPlan, area: @escaping (MultiPolygon) throws -> Area, sink: any FeatureSink,
    job: Job = Job()
  ) throws -> ImportReport {
    var importer = LayerImporter(plan, area: area)
    return try importer.run(sink, job)
  }

  private init(
    _ plan: ImportPlan, area: @escaping (MultiPolygon) throws -> Area
  ) {
    self.plan = plan
    self.area = area
    patches = PatchReader(plan.reference, plan.plane)
    classifier = Classifier(plan.classes)
    planFields = plan.role == .plan ? PlanFields(plan.layer) : nil
    ids = IDRegister(areFileNumbers: plan.idColumns.isEmpty)
  }

  private mutating func run(_ sink: any FeatureSink, _ job: Job) throws -> ImportReport {
    job.progress.begin(
      Localized(zh: "导入 \(plan.layer.name)", en: "Importing \(plan.layer.name)"),
      total: plan.layer.featureCount)
    defer { job.progress.end() }
    try plan.source.forEachFeature(
      in: plan.layer, limits: plan.options.limits, cancellation: job.cancellation
    ) { feature in
      report.read += 1
      try take(&feature, sink)
      if report.read % 256 == 0 { job.progress.advance(to: report.read) }
      if report.accepted == 0, patches.outside.count >= PatchReader.outsideLimit { throw refusal() }
    }
    guard report.read > 0 else {
      throw ImportPlan.emptyLayer(plan.layer, file: plan.source.path)
    }
    guard report.accepted > 0 else { throw refusal() }
    report.diagnostics =
      try plan.diagnostics + plan.source.readingDiagnostics + patches.notes() + notes()
    return report
  }

  typealias Fault = FeatureFault

  private mutating func take(_ feature: inout SourceFeature, _ sink: any FeatureSink) throws {
    let id = ids.unique(rawID(feature), fid: feature.fid)
    do {
      let accepted = try ready(&feature, id)
      try sink.accept(accepted)
      report.accepted += 1
      guard let repair = accepted.repair else { return }
      report.repaired += 1
      if report.repairs.count < LayerImporter.repairsKept { report.repairs.append(repair) }
    } catch let fault as Fault {
      report.rejected += 1
      report.rejectedByReason[fault.reason, default: 0] += 1
      try sink.reject(
        RejectedFeature(
          sourceFID: feature.fid, id: id, reason: fault.reason, detail: fault.detail,
          wkb: fault.keepsGeometry ? patches.receivedBytes(of: feature.geometry) : nil,
          values: feature.values))
    }
  }

  private mutating func rawID(_ feature: SourceFeature) -> String? {
    for column in plan.idColumns {
      // Beyond 2⁵³ a floating-point number does not have every whole number.
      if case .real(let number) = feature.values[column], abs(number) >= 9_007_199_254_740_992 {
        ids.lossy.add(String(feature.fid))
      }
    }
    guard !plan.idColumns.isEmpty else { return String(feature.fid) }
    let parts = plan.idColumns.compactMap { feature.values[$0].string }.filter { !$0.isEmpty }
    return parts.count == plan.idColumns.count ? parts.joined(separator: "/") : nil
  }

  private mutating func ready(
    _ feature: inout SourceFeature, _ id: String
  ) throws -> ImportedFeature {
    if let damage = feature.damage { throw Fault.damaged(damage) }
    if let large = feature.oversized {
      let limit = plan.options.limits.valueBytes
      throw Fault(
        reason: .attributeTooLarge,
        detail: Localized(
          zh: "字段 \(large.field) 的值有 \(large.bytes) 字节，超过上限 \(limit) 字节。",
          en: "The value of \(large.field) has \(large.bytes) bytes, more than \(limit)."))
    }
    if feature.lacksShape { throw Fault.lacksShape }
    let (geometry, repair) = try patches.read(feature.geometry, id: id)
    if feature.lacksRow { throw Fault.lacksRow }
    let own = try ownValues(feature, id, geometry)
    if let column = plan.statedAreaColumn, plan.role != .survey {
      areaUnits.add(stated: feature.values[column].number, planar: geometry.planarSquareMetres)
    }
    return ImportedFeature(
      sourceFID: feature.fid, id: id, geometry: geometry, values: own + feature.values,
      repair: repair)
  }
}
