import Geometry
import Groundwork
import Survey
import VectorFiles

/// The flow of two files, without a workspace.
public enum FileFlow {
  /// One of the two files.
  public struct Input: Sendable {
    public var file: String
    public var layer: String?
    public var classField: String
    public var idField: String?
    /// The encoding of the attributes of a Shapefile; `nil` to find out.
    public var encoding: String?
    /// What the coordinates mean, where the file does not say it right.
    public var georeference = GeoreferenceOptions()

    public init(file: String, layer: String? = nil, classField: String, idField: String? = nil) {
      self.file = file
      self.layer = layer
      self.classField = classField
      self.idField = idField
    }
  }

  /// What comes of it.
  public struct Result: Sendable {
    public var ledger: FlowLedger
    /// What the user should know, feature by feature: what was repaired, what was set aside.
    public var diagnostics: [Diagnostic]
    public var repaired: Int
    public var setAside: Int
  }

  /// Lays one file over the other. Classes are the values of the class fields, as they are.
  ///
  /// Geometries go the road of an import: checked, repaired or set aside by the same rules. Both files
  /// are worked with in the plane of the first one that is in metres, else in one chosen for the first.
  ///
  /// - Parameters:
  ///   - memory: the bytes that the job may take, for files that are larger; `nil` for all in memory.
  ///     The result is the same.
  ///   - keepsRings: whether the ledger keeps the rings, for the geometry of its rows; never with a
  ///     limit of memory.
  /// - Throws: `Diagnostic` when a file, layer or field is missing, coordinates mean no place or no way
  ///   between the systems is known, or the memory does not do; ``Groundwork/Cancelled``.
  public static func make(
    _ a: Input, _ b: Input, area kind: AreaKind, memory: Int? = nil, keepsRings: Bool = true,
    job: Job = Job()
  ) throws -> Result {
    let pair = try FilePair(a, b, area: kind, job)
    guard let memory else {
      var sides = try pair.read(job)
      let told = Told(sides, pair)
      let after = sides.removeLast().side
      let before = sides.removeLast().side
      let ledger = try FlowLedger.make(
        before: consume before, after: consume after, density: pair.density,
        keepsRings: keepsRings, job: job)
      return told.result(ledger)
    }
    let tiled = try SpillFile.explaining("flow.spill") { try pair.overlay(within: memory, job) }
    let (sides, cover, weights) = (tiled.sides, tiled.cover, tiled.weights)
    let table = (consume tiled).table
    let ledger = try FlowLedger.make(
      of: consume table, before: sides[0].side, after: sides[1].side, density: pair.density,
      cover: cover, weights: weights, job: job)
    return Told(sides, pair).result(ledger)
  }

  /// What there is to say beside the ledger.
  private struct Told {
    var diagnostics: [Diagnostic]
    var repaired: Int
    var setAside: Int

    init(_ sides: [FileSide.Result], _ pair: FilePair) {
      diagnostics = pair.diagnostics + sides.flatMap(\.diagnostics)
      repaired = sides.map(\.repaired).reduce(0, +)
      setAside = sides.map(\.setAside).reduce(0, +)
    }

    func result(_ ledger: FlowLedger) -> FileFlow.Result {
      FileFlow.Result(
        ledger: ledger, diagnostics: diagnostics + ledger.coverWarnings, repaired: repaired,
        setAside: setAside)
    }
  }
}
