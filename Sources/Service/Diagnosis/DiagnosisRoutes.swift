import Classes
import Geometry
import Groundwork
import Programme
import Workbench

/// Structure diagnosis and blocks of farmland. Nothing is written.
enum DiagnosisRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/diagnosis", "diagnose",
      "Diagnoses epochs and plans side by side: structure, blocks, fields, villages, industry, owners, "
        + "each with formula and source; the result is a Diagnosis (zhitu.diagnosis/1); nothing is "
        + "written",
      [], body: .json(schema: "DiagnosisQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(Question.self)
      let request = try question.request()
      for name in question.states { try demand(name, call) }
      return JobOrder(
        "diagnosis",
        Localized(
          zh: "结构诊断 \(question.states.joined(separator: "、"))",
          en: "Diagnose \(question.states.joined(separator: ", "))")
      ) { state, job in
        let report = try Workbench(state.workspace, job: job).diagnose(request)
        return JobResult(body: try DiagnosisDocument(report).json())
      }
    },
    .job(
      "\(root)/diagnosis/blocks", "farmlandBlocks",
      "Blocks of farmland of an epoch or plan as GeoJSON in degrees, the largest first, with what each "
        + "lacks to its next size and the cheapest patches that close it; the result is a "
        + "BlockCollection (zhitu.blocks/1); nothing is written",
      [], body: .json(schema: "BlockQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(BlockQuestion.self)
      let settings = try settings(question.gap, question.open, question.chosenBy)
      try demand(question.state, call)
      return JobOrder(
        "blocks",
        Localized(zh: "连片地块 \(question.state)", en: "Blocks of \(question.state)")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let report = try bench.blocks(
          of: question.state, settings: settings, minimum: question.minimum ?? 100,
          limit: question.limit ?? 500, closes: question.closes ?? true)
        return JobResult(body: try bench.document(report).json())
      }
    },
  ]

  /// Throws before any work if there is no epoch or plan of the name.
  private static func demand(_ name: String, _ call: EndpointCall) throws {
    let bench = Workbench(call.workspace)
    let known = try bench.epochs() + bench.plans()
    if !known.contains(name) {
      throw Problem.missing(Localized(zh: "年度或方案 \(name)", en: "epoch or plan \(name)"))
    }
  }

  private static func settings(
    _ gap: Double?, _ open: [LandUse]?, _ chooser: String?
  ) throws -> DiagnosisSettings {
    try DiagnosisSettings.read(file: nil).choosing(gap: gap, open: open, by: chooser)
  }

  private struct Question: Decodable {
    var states: [String]
    var by: DiagnosisRequest.Level?
    var codes: DiagnosisRequest.Place?
    var layer: String?
    var area: GeoJSONPolygon?
    var gap: Double?
    var open: [LandUse]?
    var chosenBy: String?

    func request() throws -> DiagnosisRequest {
      var division = DiagnosisRequest.Division.none
      switch (by, layer, area) {
      case (nil, nil, nil): break
      case (let level?, nil, nil): division = .code(level, of: codes ?? .location)
      case (nil, let layer?, nil): division = .layer(layer)
      case (nil, nil, let area?):
        division = .drawn([DiagnosisRequest.Drawn(name: "", geometry: area)])
      default:
        throw Problem(
          422, "diagnosis.division", zh: "by、layer、area 只能给一个。",
          en: "Only one of by, layer and area may be given.")
      }
      return DiagnosisRequest(
        states: states, division: division, settings: try settings(gap, open, chosenBy))
    }
  }

  private struct BlockQuestion: Decodable {
    var state: String
    var minimum: Int?
    var limit: Int?
    var closes: Bool?
    var gap: Double?
    var open: [LandUse]?
    var chosenBy: String?
  }
}
