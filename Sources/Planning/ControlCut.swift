import Flow
import Geometry
import Groundwork
import Overlay
import Synchronization

/// A layer of control lines or units that pieces are cut by.
public struct CuttingLayer: Sendable {
  /// Its name in findings.
  public var name: String
  public var polygons: PolygonSet
  /// The id, zone or code of each polygon.
  public var labels: [String]

  public init(name: String) {
    self.name = name
    polygons = PolygonSet()
    labels = []
  }
}

/// A piece of ground that lies on one side of every control line: the smallest unit of rule facts.
public struct Atom: Sendable {
  /// The row of the planned state's ledger to which it belongs.
  public var row: Int
  public var geometry: MultiPolygon
  /// The areas of the atoms of a row sum exactly to the area of the row.
  public var area: Area
  /// Identifies the geometry: while a plan is being drawn, a changed geometry gets a new number.
  var number = 0
  /// For each cutting layer, the polygon that contains the atom, `nil` where none does.
  public var inside: [Int32?]
}

/// Cuts the rows of a planned state's ledger by control lines and units.
///
/// The area kernel finds the pieces that a line cuts; only their geometry is cut. ``Sliver``s stay
/// with the larger part. Where polygons of one layer overlap, the first one counts.
public enum ControlCut {
  public static func atoms(
    of state: PlannedState, by layers: [CuttingLayer], job: Job = Job()
  ) throws -> [Atom] {
    var cache = AtomCache()
    let revisions = state.origins.compactMap { origin -> Int? in
      if case .measure(let measure) = origin { Int(measure) } else { nil }
    }
    return try atoms(of: state, revisions: revisions, by: layers, cache: &cache, job: job)
  }

  /// The atoms of a state of a plan that is being drawn.
  ///
  /// - Parameters:
  ///   - revisions: for each measure, the number of its revision.
  ///   - cache: the atoms of an earlier state, then of this one.
  static func atoms(
    of state: PlannedState, revisions: [Int], by layers: [CuttingLayer], cache: inout AtomCache,
    job: Job
  ) throws -> [Atom] {
    var sources: [AtomCache.Source] = []
    // The rows to cut, with the number of their source.
    var drawn: [(row: Int, source: Int)] = []
    AtomCache.forEachSource(of: state, revisions: revisions) { row, source in
      if cache[source] == nil { drawn.append((row, sources.count)) }
      sources.append(source)
    }
    let cut = try self.cut(drawn, of: state, by: layers, job: job)
    var first = 0
    while first < cut.count {
      let source = cut[first].row
      let last = cut[first...].firstIndex { $0.row != source } ?? cut.count
      cache.keep(Array(cut[first..<last]), of: sources[source])
      first = last
    }
    var atoms: [Atom] = []
    atoms.reserveCapacity(sources.count)
    var place = 0
    for (row, item) in state.ledger.rows.enumerated() where item.kind == .piece {
      let known = cache[sources[place]] ?? []
      place += 1
      if known.count == 1, var only = known.first {
        only.row = row
        only.area = item.area
        atoms.append(only)
      } else {
        atoms += try apportioned(known, of: row, area: item.area)
      }
    }
    cache.prune(to: sources)
    return atoms
  }

  /// The number of atoms that a thread takes at a time.
  private static let atomsPerTask = 1024

  /// The atoms of rows cut by all layers, in order. Until their rows are known, `row` holds the
  /// number of the source.
  private static func cut(
    _ drawn: [(row: Int, source: Int)], of state: PlannedState, by layers: [CuttingLayer], job: Job
  ) throws -> [Atom] {
    guard !drawn.isEmpty else { return [] }
    let places = layers.map { SpatialIndex($0.polygons.boxes) }
    let portions = (drawn.count + atomsPerTask - 1) / atomsPerTask
    job.progress.begin(Localized(zh: "套合控制线", en: "Control lines"), total: portions)
    defer { job.progress.end() }
    let finished = Atomic<Int>(0)
    return try job.map(portions) { index in
      let geos = GEOS()
      var atoms: [Atom] = []
      for (row, source) in drawn[
        index * atomsPerTask..<min(drawn.count, (index + 1) * atomsPerTask)]
      {
        guard let ground = try state.geometry(ofRow: row, geos: geos) else { continue }
        atoms.append(Atom(row: source, geometry: ground, area: .zero, inside: []))
      }
      for (layer, places) in zip(layers, places) {
        try job.cancellation.check()
        atoms = try cut(atoms, by: layer, places, geos: geos, job: job)
      }
      job.progress.advance(to: finished.add(1, ordering: .relaxed).newValue)
      return atoms
    }.flatMap(\.self)
  }

  private static func cut(
    _ atoms: [Atom], by layer: CuttingLayer, _ places: SpatialIndex, geos: GEOS, job: Job
  ) throws -> [Atom] {
    // Most atoms lie far from the polygons of a local layer.
    var set = PolygonSet()
    let isNear = atoms.map { atom in
      var isNear = false
      places.query(EdgeSet.box(of: atom.geometry)) { _ in isNear = true }
      if isNear { set.append(atom.geometry) }
      return isNear
    }
    let jobWithoutProgress = Job(cancellation: job.cancellation)
    // A small portion of atoms meets few polygons of a layer.
    let reach = Bounds.around(set.boxes)
    let near = layer.polygons.boxes.indices.filter { index in
      reach.map { layer.polygons.boxes[index].intersects($0) } ?? false
    }
    var over = PolygonSet()
    over.append(near, of: layer.polygons)
    let entries = try AreaTable.between(set, over, job: jobWithoutProgress).entries
    var result: [Atom] = []
    result.reserveCapacity(atoms.count)
    var position = 0
    var index = -1
    for (atom, isNear) in zip(atoms, isNear) {
      guard isNear else {
        result.append(atom.placed(in: nil))
        continue
      }
      index += 1
      let first = position
      while position < entries.count, entries[position].a == index { position += 1 }
      let covers = entries[first..<position]
      let whole = set.planarSquareMetres(of: index)
      if let only = covers.first(where: { $0.planar >= whole - wholeTolerance }) {
        result.append(atom.placed(in: Int32(near[Int(only.b)])))
      } else if covers.allSatisfy({ $0.planar < wholeTolerance }) {
        result.append(atom.placed(in: nil))
      } else {
        let polygons = covers.map { Int32(near[Int($0.b)]) }
        result += try split(atom, by: polygons, of: layer, geos: geos)
      }
    }
    return result
  }

  /// Areas below this, in m², count as nothing.
  private static let wholeTolerance = 1e-4

  private static func split(
    _ atom: Atom, by polygons: [Int32], of layer: CuttingLayer, geos: GEOS
  ) throws -> [Atom] {
    var rest = atom.geometry
    var parts: [Atom] = []
    for polygon in polygons {
      let ground = layer.polygons.multiPolygon(of: Int(polygon))
      var part = atom.placed(in: polygon)
      part.geometry = try geos.intersection(rest, ground)
      if part.geometry.isEmpty || Sliver.isSliver(part.geometry) { continue }
      parts.append(part)
      rest = try geos.difference(rest, ground)
    }
    if parts.isEmpty { return [atom.placed(in: nil)] }
    if !rest.isEmpty, !Sliver.isSliver(rest) {
      var outside = atom.placed(in: nil)
      outside.geometry = rest
      parts.append(outside)
    } else if parts.count == 1 {
      parts[0].geometry = atom.geometry
    }
    return parts
  }

  /// The atoms of a row, with the area of the row distributed in proportion to their planar areas.
  private static func apportioned(_ atoms: [Atom], of row: Int, area: Area) throws -> [Atom] {
    var atoms = atoms
    for index in atoms.indices { atoms[index].row = row }
    var cells = atoms.map { atom in
      // A strip thinner than the grid still has the area of its row.
      ControlledRounding.Cell(
        row: 0, column: -1, value: max(atom.geometry.planarSquareMetres, 1e-9))
    }
    try ControlledRounding.round(&cells, rows: [area.hundredths], columns: [])
    for (index, cell) in cells.enumerated() { atoms[index].area = Area(hundredths: cell.units) }
    return atoms
  }
}

extension Atom {
  fileprivate func placed(in polygon: Int32?) -> Atom {
    var placed = self
    placed.inside.append(polygon)
    return placed
  }
}

extension PlannedState {
  /// The ground of a row; `nil` for a row without ground before or after. A strip thinner than the
  /// grid is an empty geometry.
  public func geometry(ofRow row: Int, geos: GEOS) throws -> MultiPolygon? {
    let item = ledger.rows[row]
    guard item.kind == .piece, let from = item.from, let to = item.to else { return nil }
    let after = ledger.after.polygons.multiPolygon(of: Int(to))
    guard case .measure = origins[Int(to)] else { return after }
    let before = ledger.before.polygons.multiPolygon(of: Int(from))
    if item.area == ledger.before.areas[Int(from)] { return before }
    return try geos.intersection(before, after)
  }
}
