import Foundation
import Geodesy
import Geometry
import Groundwork
import Survey
import VectorFiles

/// A sink that keeps everything.
final class Recorder: FeatureSink {
  var accepted: [ImportedFeature] = []
  var rejected: [RejectedFeature] = []

  func accept(_ feature: ImportedFeature) throws { accepted.append(feature) }
  func reject(_ feature: RejectedFeature) throws { rejected.append(feature) }
}

/// The outcome of one import.
struct Outcome {
  var plan: ImportPlan
  var report: ImportReport
  var sink: Recorder

  /// One of the program's own values of an accepted feature.
  func value(_ field: OwnField, of index: Int) -> Value? {
    plan.fields.firstIndex(of: field).map { sink.accepted[index].values[$0] }
  }

  /// One of the source's values of an accepted feature, by the name that it gets.
  func value(_ column: String, of index: Int) -> Value? {
    plan.sourceColumns.firstIndex { $0.name == column }
      .map { sink.accepted[index].values[plan.fields.count + $0] }
  }

  var codes: [String] { report.diagnostics.map(\.code) }
}

/// Imports a file with planar areas.
func importing(
  _ path: String, job: Job = Job(), _ adjust: (inout ImportOptions) throws -> Void = { _ in }
) throws -> Outcome {
  var options = ImportOptions()
  try adjust(&options)
  let source = try VectorSource(path: path)
  let plan = try ImportPlan(source: source, options: options, job: job)
  let sink = Recorder()
  let report = try LayerImporter.run(
    plan,
    area: { Area(roundingSquareMetres: $0.planarSquareMetres) ?? .zero }, sink: sink, job: job)
  return Outcome(plan: plan, report: report, sink: sink)
}
