import Flow
import Geometry
import Planning
import Testing

/// Fails unless two planned states are the same in every row, patch and point.
func expectSame(
  _ found: PlannedState, _ wanted: PlannedState, _ what: Comment? = nil,
  at place: SourceLocation = #_sourceLocation
) {
  #expect(found.ledger.rows == wanted.ledger.rows, what, sourceLocation: place)
  #expect(found.ledger.areaKind == wanted.ledger.areaKind, what, sourceLocation: place)
  #expect(found.origins == wanted.origins, what, sourceLocation: place)
  #expect(found.warnings == wanted.warnings, what, sourceLocation: place)
  expectSame(found.ledger.before, wanted.ledger.before, what, at: place)
  expectSame(found.ledger.after, wanted.ledger.after, what, at: place)
  for grouping in FlowGrouping.allCases {
    #expect(
      found.ledger.matrix(by: grouping).cells == wanted.ledger.matrix(by: grouping).cells, what,
      sourceLocation: place)
  }
}

/// Fails unless two sides are the same in every column.
func expectSame(
  _ found: FlowSide, _ wanted: FlowSide, _ what: Comment? = nil,
  at place: SourceLocation = #_sourceLocation
) {
  #expect(found.name == wanted.name, what, sourceLocation: place)
  #expect(found.ids == wanted.ids, what, sourceLocation: place)
  #expect(found.fids == wanted.fids, what, sourceLocation: place)
  #expect(found.areas == wanted.areas, what, sourceLocation: place)
  #expect(found.classes == wanted.classes, what, sourceLocation: place)
  #expect(found.classOf == wanted.classOf, what, sourceLocation: place)
  let (a, b) = (found.polygons, wanted.polygons)
  let isSameGround =
    a.slots == b.slots && a.chains == b.chains && a.ringChains == b.ringChains
    && a.doubledRingAreas == b.doubledRingAreas && a.featureRings == b.featureRings
    && a.boxes == b.boxes && a.doubledAreas == b.doubledAreas && a.pointCount == b.pointCount
  #expect(isSameGround, what, sourceLocation: place)
}
