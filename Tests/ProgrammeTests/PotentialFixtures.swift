import Classes
import Foundation
import Geometry
import Groundwork
import Programme

/// The rules that come with the program.
func potentialRules() throws -> PotentialRules {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let folder = root.appendingPathComponent("Policies/potential").path
  let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix(".yaml") }.sorted()
  return try PotentialRules(
    files: names.map { ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) })
}

/// A task on fallow grassland: 坡度 at most 15, cut by a line `erl`, at least 500 m², half of it net.
func grassTask(yield: String = "0.5", line: String = "erl") throws -> PotentialRules {
  try PotentialRules(files: [("grass.yaml", grassTaskText(yield: yield, line: line))])
}

func grassTaskText(yield: String = "0.5", line: String = "erl") -> String {
  """
  schema: zhitu.potential/1
  id: grass
  prefix: CD
  element: own
  title: { zh: 草地, en: Grass }
  gain: { zh: 草地, en: grass }
  sources:
    - id: gentle
      title: { zh: 缓坡, en: gentle }
      uses: [grassland]
      where:
        - { field: SLOPE, at_most: 15, supplied_by: { zh: 测绘, en: surveyors } }
      origin: { zh: 试, en: test }
  exclusions:
    - { id: line, title: { zh: 红线, en: red line }, line: \(line), supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
    - { id: reserve, title: { zh: 保护地, en: reserve }, line: reserve, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
    - { id: small, title: { zh: 小, en: small }, smaller_than_m2: 500, origin: { zh: 试, en: test } }
  levels:
    yield: { value: \(yield), origin: { zh: 试, en: test } }
    will: { willing: 1, partly: 0.5, unwilling: 0, unknown: 0.6, origin: { zh: 试, en: test } }
    funding: { value: 0.5, origin: { zh: 试, en: test } }
    condition: { ready: 1, works: 0.5, blocked: 0, unknown: 0.2, origin: { zh: 试, en: test } }
  ranking:
    - { id: size, title: { zh: 面积, en: size }, measure: area, better: more, weight: 3, origin: { zh: 试, en: test } }
    - { id: slope, title: { zh: 坡度, en: slope }, measure: field, field: SLOPE, better: less, weight: 1, origin: { zh: 试, en: test } }
  """
}

/// A patch of 100 m height from x, with a slope.
func grass(
  _ id: String, _ x: Double, _ width: Double, slope: String = "3", use: LandUse = .grassland
) -> SurveyedPatch {
  let geometry = rectangle(x, 0, width, 100)
  return SurveyedPatch(
    id: id, geometry: geometry,
    area: Area(hundredths: Int64((width * 10_000).rounded())), use: use,
    landClass: use == .grassland ? "0404" : "0101", village: "330299101201", values: [slope])
}

func grassland(
  _ patches: [SurveyedPatch], erl: [MultiPolygon]? = [], reserve: [MultiPolygon]? = []
) -> PotentialGround {
  var lines: [String: PotentialGround.Line] = [:]
  if let erl { lines["erl"] = .init(title: Localized("erl"), polygons: erl) }
  if let reserve { lines["reserve"] = .init(title: Localized("reserve"), polygons: reserve) }
  return PotentialGround(epoch: "2023", patches: patches, fields: ["SLOPE"], lines: lines)
}

func record(
  _ ground: PotentialGround, _ rules: PotentialRules, after previous: PotentialRecord? = nil,
  successors: [String: String]? = nil, layers: [PotentialRecord.Layer] = []
) throws -> PotentialRecord {
  try PotentialRecord(
    PotentialSurvey(ground, rules), epoch: ground.epoch, isSynthetic: true, rules: rules,
    register: nil, layers: layers, after: previous, successors: successors,
    classes: Dictionary(
      ground.patches.map { ($0.id, $0.landClass) }, uniquingKeysWith: { a, _ in a })
  )
}
