import EventLog
import Geometry
import Governance
import Groundwork
import Workbench

/// The history of the drawing of a plan, newest first.
struct DrawingHistoryView: Encodable {
  struct Entry: Encodable {
    var version: Int64
    /// ISO 8601.
    var time: String
    var person: String
    var role: String
    /// begun, edited, undone, redone, kept.
    var kind: String
    /// The kind of an edit.
    @Nullable var act: String?
    /// The changed measures.
    var numbers: [Int64]
    var ids: [String]
  }

  var entries: [Entry]

  init(_ history: [DrawingEntry]) {
    var acts: [Int64: DrawingAct] = [:]
    entries = history.map { entry in
      var act: DrawingAct?
      switch entry.event {
      case .edited(let done, _):
        act = done
        acts[entry.version] = done
      case .undone(let edit, _), .redone(let edit, _): act = acts[edit]
      case .begun, .kept: break
      }
      let steps = entry.event.steps
      return Entry(
        version: entry.version, time: entry.time.iso8601, person: entry.actor.name,
        role: entry.actor.role, kind: entry.event.kind, act: act?.rawValue,
        numbers: steps.map(\.number),
        ids: steps.map { ($0.after ?? $0.before)?.id ?? String($0.number) })
    }.reversed()
  }
}

/// The measures of an earlier version.
struct DrawnMeasuresView: Encodable {
  struct Properties: Encodable {
    var number: Int64
    var id: String
    var `class`: String
    var element: String
    var project: String
  }

  typealias Feature = GeoJSONFeature<Properties>

  let type = GeoJSONName.collection
  var features: [Feature]

  init(
    _ measures: [(number: Int64, measure: DrawnMeasure)], _ projection: MapProjection?
  ) throws {
    features =
      try projection.map { projection in
        try measures.map { number, measure in
          Feature(
            id: number, geometry: try GeoJSONPolygon(measure.ground.geometry, projection),
            properties: Properties(
              number: number, id: measure.id, class: measure.landClass, element: measure.element,
              project: measure.project))
        }
      } ?? []
  }
}
