import Classes
import Flow
import Geodesy
import Geometry
import Groundwork
import Programme
import Storage

/// The blocks of farmland of an epoch or plan (连片地块), and the patches that would bring them to the
/// next size.
public struct BlockReport: Sendable {
  public struct Entry: Sendable {
    public var block: FarmlandBlock
    /// `nil` where not requested, or for a block of the largest size.
    public var closing: BlockClosing?
  }

  /// A patch that a closing turns into farmland.
  public struct Patch: Sendable {
    public var id: String
    public var fid: Int64
    public var geometry: MultiPolygon
  }

  public var state: String
  public var isPlan: Bool
  public var isSynthetic: Bool
  public var settings: DiagnosisSettings
  /// The largest first.
  public var entries: [Entry]
  /// The patches of all closings, by their index in the ground.
  public var patches: [Int: Patch]
  /// Blocks of at least the requested size, including those beyond the limit.
  public var count: Int
  public var warnings: [Diagnostic]
}

extension Workbench {
  /// The blocks of farmland of an epoch or plan. Nothing is written.
  ///
  /// - Parameters:
  ///   - minimum: the minimum size in 亩.
  ///   - limit: the maximum number of blocks, the largest first.
  ///   - closes: whether to find the cheapest patches that bring a block to its next size.
  public func blocks(
    of name: String, base: String? = nil, settings: DiagnosisSettings, minimum: Int,
    limit: Int = .max, closes: Bool, area kind: AreaKind = .official
  ) throws -> BlockReport {
    let state = try diagnosedState(
      name, base: base, area: kind, settings, findsExclusions: closes)
    let numbers = try GroundBlocks(state.ground, settings, job: job)
    var areas: [Int32: Area] = [:]
    for (patch, number) in numbers.farmland.enumerated() where number >= 0 {
      areas[number, default: .zero] += state.ground.patches[patch].shape.area
    }
    let blocks = try FarmlandBlock.all(
      state.ground, numbers, settings, minimum: minimum, limit: limit, job: job)
    var report = BlockReport(
      state: name, isPlan: state.isPlan, isSynthetic: try isSynthetic(), settings: settings,
      entries: [], patches: [:], count: areas.values.count { $0.reaches(mu: minimum) },
      warnings: state.warnings)
    let closer = closes ? try BlockCloser(state.ground, numbers, settings, job: job) : nil
    let closings = try job.map(blocks.count) { closer?.closing(of: blocks[$0]) }
    for (block, closing) in zip(blocks, closings) {
      report.entries.append(BlockReport.Entry(block: block, closing: closing))
      for step in closing?.steps ?? [] {
        report.patches[step.patch] = BlockReport.Patch(
          id: state.ids[step.patch], fid: state.fids[step.patch],
          geometry: state.ground.patches[step.patch].geometry)
      }
    }
    return report
  }

  /// A report of blocks as GeoJSON in degrees.
  public func document(_ report: BlockReport) throws -> BlockDocument {
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    return try BlockDocument(report) { x, y in try transformer.transform(x: x, y: y) }
  }
}
