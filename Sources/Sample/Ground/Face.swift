/// The kind of place that a face lies in; decides how it is divided and used.
enum Zone: Int {
  case rural, settlement, hill, belt, flats, estuary, town, industry, fringe, corridor
}

/// One face of the mesh while the district is being drawn; later one patch (图斑).
struct Face {
  /// Vertex numbers, counter-clockwise.
  var ring: [Int]
  /// Rings of islands inside, clockwise.
  var holes: [[Int]] = []
  var use: LandUse
  var zone: Zone
  /// The village (村级调查区) by number; -1 before the villages are drawn.
  var village = -1
  /// The natural village (自然村) that a face belongs to, 0 for none.
  var settlement = 0
  /// The nominal width of a road, river or ditch in m, 0 for anything else.
  var width = 0.0
  /// Slope class (坡度级) 1 ... 5.
  var slope = 1
  var isTerraced = false
  var isAlive = true
  /// The urban development boundary's zone that the face lies in.
  var boundary = BoundaryZone.outside
  /// The industrial park by number, 0 for none.
  var park = 0
  /// Inside the ecological red line (生态保护红线).
  var isRedLine = false
  /// Permanent basic farmland (永久基本农田).
  var isBasicFarmland = false
  /// The patch that an atom of the control lines, the plan or the second epoch was cut from.
  var patch = -1

  init(ring: [Int], use: LandUse, zone: Zone) {
    self.ring = ring
    self.use = use
    self.zone = zone
  }

  /// Roads, rivers and ditches, which have a width.
  var isLinear: Bool { width > 0 }
}

/// The zones of the urban development boundary (城镇开发边界).
enum BoundaryZone: Int, CaseIterable {
  case outside, concentrated, flexible, special

  var name: String {
    switch self {
    case .outside: ""
    case .concentrated: "集中建设区"
    case .flexible: "弹性发展区"
    case .special: "特别用途区"
    }
  }
}
