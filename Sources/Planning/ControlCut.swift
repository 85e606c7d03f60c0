import Flow
import Geometry
import Groundwork
import Overlay

/// A layer of control lines or units that pieces are cut by.
public struct CuttingLayer: Sendable {
  /// What it is called in findings.
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
  /// The row of the planned state's ledger that it is part of.
  public var row: Int
  public var geometry: MultiPolygon
  /// The atoms of a row add up to the row exactly.
  public var area: Area
  /// For each cutting layer the polygon that holds the atom, `nil` where none does.
  public var inside: [Int32?]
}

/// Cuts the rows of a planned state's ledger by control lines and units.
///
/// The area kernel says which pieces a line really cuts; only those get a geometry cut. Strips that
/// are ``Sliver``s stay with the larger part. Where polygons of one layer overlap, the first counts.
public enum ControlCut {
  public static func atoms(
    of state: PlannedState, by layers: [CuttingLayer], job: Job = Job()
  ) throws -> [Atom] {
    let geos = GEOS()
    var atoms = try state.ledger.rows.indices.compactMap { row -> Atom? in
      guard let geometry = try state.geometry(ofRow: row, geos: geos) else { return nil }
      return Atom(row: row, geometry: geometry, area: .zero, inside: [])
    }
    job.progress.begin(Localized(zh: "套合控制线", en: "Control lines"), total: layers.count)
    for (index, layer) in layers.enumerated() {
      try job.cancellation.check()
      atoms = try cut(atoms, by: layer, geos: geos, job: job)
      job.progress.advance(to: index + 1)
    }
    job.progress.end()
    apportion(&atoms, rows: state.ledger.rows.map(\.area.hundredths))
    return atoms
  }

  private static func cut(
    _ atoms: [Atom], by layer: CuttingLayer, geos: GEOS, job: Job
  ) throws -> [Atom] {
    var set = PolygonSet()
    for atom in atoms { set.append(atom.geometry) }
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    let entries = try AreaTable.between(set, layer.polygons, job: quiet).entries
    var result: [Atom] = []
    result.reserveCapacity(atoms.count)
    var position = 0
    for (index, atom) in atoms.enumerated() {
      let first = position
      while position < entries.count, entries[position].a == index { position += 1 }
      let covers = entries[first..<position]
      let whole = set.planarSquareMetres(of: index)
      if let only = covers.first(where: { $0.planar >= whole - wholeTolerance }) {
        result.append(atom.placed(in: only.b))
      } else if covers.allSatisfy({ $0.planar < wholeTolerance }) {
        result.append(atom.placed(in: nil))
      } else {
        result += try split(atom, by: covers.map(\.b), of: layer, geos: geos)
      }
    }
    return result
  }

  /// Less than this in m² is no ground at all.
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

  /// Gives every row's area to its atoms by their planar areas.
  private static func apportion(_ atoms: inout [Atom], rows: [Int64]) {
    let order = atoms.indices.sorted { (atoms[$0].row, $0) < (atoms[$1].row, $1) }
    var cells = order.map {
      ControlledRounding.Cell(
        row: Int32(atoms[$0].row), column: -1,
        // A strip thinner than the grid still carries its row's area.
        value: max(atoms[$0].geometry.planarSquareMetres, 1e-9))
    }
    ControlledRounding.round(&cells, rows: rows, columns: [])
    for (atom, cell) in zip(order, cells) { atoms[atom].area = Area(hundredths: cell.units) }
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
