import Classes
import Flow
import Geometry
import Groundwork
import Monitoring
import Sample
import Testing

@Suite("Increments of a survey")
struct IncrementTests {
  private func epoch(_ name: String, _ patches: [LandPatch]) -> SurveyEpoch {
    SurveyEpoch(
      name: name, columns: LandPatch.columns,
      patches: patches.map {
        SurveyPatch(
          id: $0.id, geometry: MultiPolygon($0.geometry), values: $0.values, area: $0.area)
      })
  }

  private func make(_ base: SurveyEpoch, _ next: SurveyEpoch) throws -> Increment {
    try Increment.make(from: base, to: next, system: .sd3Work, density: nil)
  }

  private func same(_ a: SurveyEpoch, _ b: SurveyEpoch) throws {
    let (first, second) = (try a.byID(), try b.byID())
    #expect(first.count == second.count)
    for (id, patch) in first { #expect(second[id] == patch, "\(id)") }
  }

  @Test("an increment applied to its base gives the next epoch exactly, and is sound by itself")
  func exact() throws {
    let district = try Districts.sample()
    let (base, next) = (epoch("2023", district.patches), epoch("2024", district.observed))
    let increment = try make(base, next)
    try same(increment.apply(to: base), next)
    #expect(increment.added.count < next.patches.count / 5)
    #expect(increment.stamps["SJNF"] == .integer(2024))
    let faults = increment.faults(system: .sd3Work).filter { $0.severity == .error }
    #expect(faults.isEmpty, "\(faults.prefix(3))")
    // The flow of the pieces is that of the whole epochs, where classes differ.
    let whole = try FlowLedger.make(
      before: FlowSide("a", district.patches), after: FlowSide("b", district.observed),
      density: nil)
    func code(_ side: FlowSide, _ patch: Int32) -> String {
      side.classes[Int(side.classOf[Int(patch)])].source.key
    }
    var expected: [String: Double] = [:]
    for row in whole.rows {
      guard let from = row.from, let to = row.to else { continue }
      let flow = code(whole.before, from) + ">" + code(whole.after, to)
      expected[flow, default: 0] += row.area.squareMetres
    }
    let column = try #require(base.position("DLBM"))
    var found: [String: Double] = [:]
    for step in increment.steps {
      guard let before = step.before, let after = step.after,
        let from = increment.removed[before].values[column].string,
        let to = increment.added[after].values[column].string
      else { continue }
      found[from + ">" + to, default: 0] += step.area.squareMetres
    }
    for (flow, area) in expected where area > 1 {
      let ends = flow.split(separator: ">")
      // Ground that keeps its class is mostly no part of the increment.
      if ends.first == ends.last { continue }
      #expect(abs((found[flow] ?? 0) - area) < 0.001 * area + 2, "\(flow)")
    }
  }

  @Test("a chain of three increments equals the direct new epoch")
  func chain() throws {
    let district = try Districts.sample()
    let (base, next) = (epoch("2023", district.patches), epoch("2024", district.observed))
    let direct = try make(base, next)
    // Ground that changes together belongs to one of three parts.
    var group =
      Array(direct.removed.indices)
      + direct.added.indices.map {
        $0 + direct.removed.count
      }
    func root(_ node: Int) -> Int { group[node] == node ? node : root(group[node]) }
    for step in direct.steps {
      if let before = step.before, let after = step.after {
        let (a, b) = (root(before), root(after + direct.removed.count))
        group[max(a, b)] = min(a, b)
      }
    }
    func part(_ node: Int) -> Int { root(node) % 3 }
    func state(_ parts: Int, _ name: String) -> SurveyEpoch {
      let gone = Set(
        direct.removed.indices.filter { part($0) < parts }.map { direct.removed[$0].id })
      let come = direct.added.indices.filter { part($0 + direct.removed.count) < parts }
        .map { direct.added[$0] }
      return SurveyEpoch(
        name: name, columns: base.columns,
        patches: base.patches.filter { !gone.contains($0.id) } + come)
    }
    var reached = base
    var before = base
    for (parts, name) in [(1, "a"), (2, "b"), (3, "c")] {
      let after = parts == 3 ? next : state(parts, name)
      let increment = try make(before, after)
      #expect(!increment.added.isEmpty)
      reached = try increment.apply(to: reached)
      try same(reached, after)
      before = after
    }
    try same(reached, next)
    try same(direct.apply(to: base), reached)
  }

  @Test("an increment is refused by any epoch but its own")
  func otherBase() throws {
    let district = try Districts.sample()
    let (base, next) = (epoch("2023", district.patches), epoch("2024", district.observed))
    let increment = try make(base, next)
    #expect { try increment.apply(to: next) } throws: { error in
      (error as? Diagnostic)?.code == "increment.base"
    }
    var other = base
    let first = try #require(increment.removed.first)
    let index = try #require(other.patches.firstIndex { $0.id == first.id })
    other.patches[index].values[4] = .text("1101")
    #expect { try increment.apply(to: other) } throws: { error in
      (error as? Diagnostic)?.feature == first.id
    }
  }

  @Test("faults of an increment are named")
  func faults() throws {
    let district = try Districts.sample()
    var increment = try make(
      epoch("2023", district.patches), epoch("2024", district.observed))
    let column = try #require(increment.columns.firstIndex { $0.name == "DLBM" })
    increment.added[0].values[column] = .text("9999")
    increment.added[1].area += Area(hundredths: 500)
    let parts = increment.added[2].geometry.polygons
    increment.added[2].geometry = MultiPolygon(parts + parts)
    let found = increment.faults(system: .sd3Work).filter { $0.severity == .error }
    #expect(Set(found.map(\.code)) == ["increment.class", "increment.area", "increment.parts"])
  }
}
