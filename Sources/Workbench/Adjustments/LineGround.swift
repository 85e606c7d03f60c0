import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Programme
import Records
import Storage

/// An epoch with what its survey and the control lines state about it.
struct LineGround {
  let base: LayerRecord
  let side: FlowSide
  let ground: PlanGround
  /// The place of each patch by its id; a patch whose id is not unique is absent.
  let places: [String: Int]

  func village(_ patch: Int) -> VillageFacts? {
    ground.base[patch].village.map { ground.villages[$0] }
  }

  /// The names of towns and villages by code.
  var names: [String: String] {
    var names: [String: String] = [:]
    for town in ground.townshipFacts { names[String(town.code.prefix(9))] = town.name }
    for village in ground.villages { names[village.code] = village.name }
    return names
  }
}

extension Workbench {
  func lineGround(_ epoch: String) throws -> LineGround {
    let base = try survey(epoch)
    let side = try records.side(base, named: epoch, area: .official)
    var places: [String: Int] = [:]
    var repeated: Set<String> = []
    for (place, id) in side.ids.enumerated() where places.updateValue(place, forKey: id) != nil {
      repeated.insert(id)
    }
    for id in repeated { places[id] = nil }
    return LineGround(
      base: base, side: side, ground: try records.ground(base: base), places: places)
  }

  /// The patches of an epoch cut by layers; the parts of a patch sum to it.
  func parts(of line: LineGround, by layers: [CuttingLayer]) throws -> (PlannedState, [Atom]) {
    let draft = try PlanDraft(
      ConsolidationPlan(name: line.side.name, measures: [], stated: [], side: FlowSide(name: "")),
      over: line.side, density: meter().density(.official), mayBeEmpty: true, job: job)
    return (draft.state, try ControlCut.atoms(of: draft.state, by: layers, job: job))
  }

  /// A layer that a use case cannot do without.
  func needed(_ layer: CuttingLayer?, _ name: Localized) throws -> CuttingLayer {
    if let layer { return layer }
    throw Diagnostic(
      code: "fields.no-layer",
      Localized(zh: "工作空间没有\(name.zh)图层。", en: "The workspace has no layer of \(name.en)."),
      remedy: Localized(
        zh: "在“导入”页导入\(name.zh)，或用 zhitu import。",
        en: "Import it on the page, or with zhitu import."), file: workspace.path)
  }
}
