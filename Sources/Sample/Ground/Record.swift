import Geodesy
import Geometry
import Groundwork

/// A patch of one epoch while its numbers are being computed.
struct Record {
  var traits: Traits
  /// The outer ring and holes as vertex numbers.
  var shape: Mesh.Outline
  /// The running number in the county, part of BSM.
  var serial = 0
  /// 图斑编号 in the village.
  var number = 0
  var area = Area.zero
}

extension Mesh {
  /// The geometry with every vertex that cuts have added.
  func geometry(_ shape: Outline) -> Polygon {
    Polygon(
      expanded(shape.ring).map { points[$0] },
      holes: shape.holes.map { expanded($0).map { points[$0] } })
  }

  func geometry(_ shapes: [Outline]) -> MultiPolygon { MultiPolygon(shapes.map(geometry)) }

  /// The official area in m², not rounded.
  func officialSquareMetres(_ shape: Outline, _ official: OfficialArea) -> Double {
    func ring(_ vertices: [Int]) -> Double {
      let full = expanded(vertices)
      return official.squareMetres(count: full.count) {
        (points[full[$0]].metresX, points[full[$0]].metresY)
      }
    }
    return ring(shape.ring) - shape.holes.reduce(0) { $0 + ring($1) }
  }
}

extension Draft {
  /// Gives villages running numbers by town and from north to south, and puts the faces into the
  /// order of the survey: by village, north to south, west to east.
  ///
  /// - Returns: the town of each village, and the faces in order.
  mutating func number(_ plan: VillagePlan) -> (towns: [Int], order: [Int]) {
    let living = mesh.living
    let places = living.map { mesh.inside($0) }
    var north = [Int: (weight: Double, sum: Double)]()
    for (face, place) in zip(living, places) {
      let area = mesh.area(face)
      let known = north[mesh.faces[face].village] ?? (0, 0)
      north[mesh.faces[face].village] = (known.weight + area, known.sum + area * place.y)
    }
    let present = plan.town.indices.filter { north[$0] != nil }.sorted { a, b in
      if plan.town[a] != plan.town[b] { return plan.town[a] < plan.town[b] }
      let one = north[a].map { $0.sum / $0.weight } ?? 0
      let two = north[b].map { $0.sum / $0.weight } ?? 0
      return one > two
    }
    var rank = [Int](repeating: 0, count: plan.town.count)
    for (new, old) in present.enumerated() { rank[old] = new }
    for face in living { mesh.faces[face].village = rank[mesh.faces[face].village] }
    let order = zip(living, places).sorted { a, b in
      let one = mesh.faces[a.0].village
      let two = mesh.faces[b.0].village
      if one != two { return one < two }
      let rowA = Int((a.1.y / 40).rounded(.down))
      let rowB = Int((b.1.y / 40).rounded(.down))
      return rowA != rowB ? rowA > rowB : (a.1.x, a.0) < (b.1.x, b.0)
    }.map(\.0)
    return (present.map { plan.town[$0] }, order)
  }

  /// Makes the patches of the base epoch from the faces, which become the atoms of later cuts.
  mutating func makeRecords(_ order: [Int]) -> [Record] {
    var random = Random(seed: seed, stream: 1000)
    let near = mesh.neighbours()
    var records: [Record] = []
    var inVillage: [Int: Int] = [:]
    for (index, face) in order.enumerated() {
      var traits = Traits(mesh.faces[face])
      if traits.width > 0 { traits.width = mesh.meanWidth(face) }
      traits.derive(&random)
      let number = inVillage[traits.village, default: 0] + 1
      inVillage[traits.village] = number
      let same = near[face].map { mesh.faces[$0.face].patch }.filter { $0 >= 0 }
        .map { records[$0].traits }.filter { $0.use == traits.use }
      let taken = Set(same.map(\.owner))
      traits.makeWidthDistinct(from: Set(same.map(\.tenths)))
      let owners = traits.tenure == "20" ? 60 : 9
      var owner = 1 + random.below(owners)
      for _ in 0..<60 where taken.contains(owner) { owner = owner % 60 + 1 }
      traits.owner = owner
      mesh.faces[face].patch = index
      records.append(
        Record(
          traits: traits,
          shape: Mesh.Outline(ring: mesh.faces[face].ring, holes: mesh.faces[face].holes),
          serial: index + 1, number: number))
    }
    return records
  }
}
