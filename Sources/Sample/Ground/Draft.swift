import Geometry

/// The district while it is being drawn: mesh, terrain and random numbers.
struct Draft {
  let seed: UInt64
  var mesh: Mesh
  var random: Random
  var terrain: Terrain
  let noise: Noise
  /// How many natural villages have been drawn.
  var settlements = 0
  /// The centre lines of the rivers, with half the mean width in m.
  var riverLines: [(line: [Vector], half: Double)] = []

  /// South-west corner of the frame: E 650 000 m, N 3 320 000 m.
  static let origin = GridPoint(x: 6_500_000_000, y: 33_200_000_000)

  init(seed: UInt64, attempt: UInt64) {
    self.seed = seed
    random = Random(seed: seed, stream: attempt)
    noise = Noise(seed: random.next())
    terrain = Terrain(&random)
    mesh = Mesh(origin: Draft.origin)
    let ring = terrain.outline.map { mesh.addPoint($0) }
    mesh.faces.append(Face(ring: ring, use: .paddy, zone: .rural))
  }

  /// An independent noise function.
  mutating func freshNoise() -> Noise { Noise(seed: random.next()) }

  func faces(_ zones: Zone...) -> [Int] {
    mesh.faces.indices.filter { mesh.faces[$0].isAlive && zones.contains(mesh.faces[$0].zone) }
  }
}
