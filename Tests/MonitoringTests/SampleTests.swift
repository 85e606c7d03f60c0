import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Sample
import Testing

@Suite("The second epoch of the sample, monitored")
struct SampleMonitoringTests {
  private func monitored(
    _ observed: [LandPatch], of district: SampleDistrict
  ) throws -> MonitoringReport {
    let plan = ConsolidationPlan(district.measures)
    let state = try PlannedState.lay(
      plan, over: FlowSide("2023", district.patches), density: nil)
    let ground = try ObservedGround.make(FlowSide("2024", observed), over: state, density: nil)
    return try MonitoringReport(
      ground, of: plan, rules: MonitoringRules(name: "t"), controls: [],
      village: { (district.patches[Int($0)].villageCode, "") })
  }

  @Test("each change that the sample holds by design is found, and nothing else")
  func everyChange() throws {
    let district = try Districts.sample()
    let report = try monitored(district.observed, of: district)
    let base = FlowSide("2023", district.patches).areas.total()
    #expect(report.total.total == base && report.isComplete)
    for groups in [report.stages, report.projects, report.villages] {
      #expect(groups.map(\.areas.total).total() == base)
    }
    let known = Set(district.patches.map(\.id))
    let alone = report.incidents.filter { !$0.isBeyondMeasure }
    #expect(alone.count == district.unplannedChanges)
    for incident in report.incidents {
      #expect(!known.contains(district.observed[Int(incident.patch)].id))
      #expect(incident.state == .outsidePlan)
    }
    // Every changed patch that no measure meets is one of them.
    let measures = SpatialIndex(
      try district.measures.map { try #require(MultiPolygon($0.geometry).bounds) })
    let geos = GEOS()
    let found = Set(alone.map { district.observed[Int($0.patch)].id })
    for patch in district.observed where !known.contains(patch.id) {
      let ground = MultiPolygon(patch.geometry)
      var planned = 0.0
      var near: [Int] = []
      measures.query(try #require(ground.bounds)) { near.append($0) }
      for index in near {
        planned += try geos.intersection(ground, MultiPolygon(district.measures[index].geometry))
          .planarSquareMetres
      }
      if found.contains(patch.id) { #expect(planned < 1) }
    }
  }

  @Test("measures are done as far as the sample carried them out")
  func progress() throws {
    let district = try Districts.sample()
    let report = try monitored(district.observed, of: district)
    for (measure, areas) in zip(district.measures, report.measures) {
      let whole = areas.total.squareMetres
      let right = (areas[.done] + areas[.kept]).squareMetres
      if measure.stage > 1 {
        #expect(areas[.done] == .zero && areas[.deviating] == .zero)
      } else if areas[.kept] == .zero {
        #expect(abs(right / whole - measure.carriedOut) < 0.001, "\(measure.id)")
      } else {
        #expect(right / whole >= measure.carriedOut - 0.001, "\(measure.id)")
      }
    }
  }

  @Test("half an epoch leaves the other half unobserved")
  func half() throws {
    let district = try Districts.sample()
    let starts = district.patches.compactMap { MultiPolygon($0.geometry).bounds?.minX }.sorted()
    let middle = starts[
      district.patches.count / 2]
    let west = district.observed.filter {
      MultiPolygon($0.geometry).bounds.map { $0.maxX < middle } ?? false
    }
    let whole = try monitored(district.observed, of: district)
    let part = try monitored(west, of: district)
    #expect(part.total.total == whole.total.total)
    #expect(part.total[.unobserved] > .zero)
    for state in GroundState.allCases where state != .unobserved {
      #expect(part.total[state] <= whole.total[state])
    }
    let seen = Set(west.map(\.id))
    let expected = whole.incidents.map { district.observed[Int($0.patch)].id }
      .filter(seen.contains)
    #expect(part.incidents.map { west[Int($0.patch)].id } == expected)
  }
}
