/// Assembly of the plan: 64 projects in 8 functional groups by 14 implementers.
extension Planner {
  /// The share of new farmland that the plan aims at (CORE-01 asks for 5 %).
  static let farmlandGain = 0.064

  mutating func makePlan() {
    plantBelt()
    widenRivers()
    buildRoads()
    renewWorks()
    resettle()
    buildFacilities()
    clearVillages()
    clearWorkshops()
    moveBasicFarmland()
    moveBoundary()
    mergeFields(until: Planner.farmlandGain)
    assignProjects()
  }

  /// Gives every measure its project, group, stage and implementer.
  private mutating func assignProjects() {
    let scale = draft.terrain.centres[1].place.x / 5650 * 1000
    var first = 0
    for kind in WorkKind.allCases {
      let own = measures.indices.filter { measures[$0].kind == kind }
      let order = own.sorted { a, b in
        let one = measures[a]
        let two = measures[b]
        if one.project != two.project { return one.project < two.project }
        return (one.village, one.atoms[0]) < (two.village, two.atoms[0])
      }
      for (rank, index) in order.enumerated() {
        let local =
          measures[index].project >= 0
          ? measures[index].project
          : kind.isSpread ? rank % kind.projects : rank * kind.projects / max(1, order.count)
        let place = self.place(measures[index].atoms[0])
        let group = Names.groups.indices.min { a, b in
          let one = Vector(Names.groups[a].x, Names.groups[a].y) * scale - place
          let two = Vector(Names.groups[b].x, Names.groups[b].y) * scale - place
          return one.length < two.length
        }
        measures[index].group = group ?? 0
        measures[index].project = first + local
        measures[index].stage = kind.stages[local % kind.stages.count]
        let people = kind.implementers
        let lead = local % people.count
        measures[index].implementer = people[rank % 4 == 3 ? (lead + 1) % people.count : lead]
      }
      first += kind.projects
    }
  }
}
