import Access
import EventLog
import Governance
import Groundwork

/// The organisations, people, rights, plan history and problems of the synthetic district, as a log of
/// deeds.
///
/// All of it is invented, and the names say so. The same seed gives the same bytes.
public struct SampleDeeds: Sendable {
  /// The first day of the history: the second survey is of the end of the year before.
  public static let start = Timestamp(milliseconds: 1_736_121_600_000)

  /// The name of the plan with a history.
  public static let plan = "demo"

  /// The administrative code of the county.
  public static let county = Names.county.code
  /// The epoch on which it is drawn.
  public static let base = "2023"

  let district: SampleDistrict
  let book: RoleBook
  var seed: UInt64 { district.seed }

  public init(district: SampleDistrict, book: RoleBook) {
    self.district = district
    self.book = book
  }

  /// Writes the history into an empty log.
  ///
  /// - Parameters:
  ///   - moreProblems: How many problems are simulated besides the fixed ones.
  ///   - keep: Stores a photo or document beside the log and returns its hash.
  /// - Throws: Diagnostic `sample.log-begun`; the deciders' refusals, which tests show not to
  ///   happen.
  public func write(
    to log: any EventWriting, moreProblems: Int = 0, keep: (_ photo: [UInt8]) throws -> String
  ) throws {
    guard try log.logHeader() == nil else {
      throw Diagnostic(
        code: "sample.log-begun",
        Localized(
          zh: "工作空间已有日志；样例经过只写入没有日志的工作空间。",
          en: "the workspace already has a log; the sample's history can only start a new one."))
    }
    try log.insert(LogHeader(id: "sample-\(seed)", created: SampleDeeds.start))
    try writeDirectory(to: log)
    try writePlanHistory(to: log)
    try writeProjects(to: log, day: 37)
    try writeLevels(to: log, day: 39, keep: keep)
    try writeProblems(to: log, more: moreProblems, keep: keep)
    try log.update(ProblemBoard.self)
    try log.update(ProjectBoard.self)
    try log.update(PlanningBoard.self)
  }

  // MARK: Organisations and people

  private func area(_ digits: String) throws -> AreaCode { try AreaCode(digits) }

  /// The organisations; ids are short and stable.
  public func organisations() throws -> [Organisation] {
    let county = Names.county.code
    func make(
      _ id: String, _ name: String, _ kind: OrganisationKind, _ digits: String,
      _ parent: String? = nil
    ) throws -> Organisation {
      Organisation(
        id: id, name: name + "（合成）", kind: kind, area: try area(digits), parent: parent)
    }
    var list = [
      try make("province", "样省自然资源厅", .supervision, "33"),
      try make("city", "样市全域整治领导小组办公室", .government, "3302", "province"),
      try make("centre", "明澜区整治中心", .naturalResources, county, "city"),
      try make("agriculture", "明澜区农业农村局", .department, county, "city"),
      try make("inspection", "明澜区督考办", .supervision, county, "city"),
      try make("audit-office", "明澜区审计局", .auditor, county, "city"),
      try make("platform", "明澜片区开发公司", .platformCompany, county, "city"),
      try make("operations", "样市政务信息中心", .operations, "3302", "city"),
    ]
    for number in 1...14 {
      list.append(
        try make(
          "works-\(padded(number, 2))", "子项目实施单位\(number)", .implementer, county, "platform"))
    }
    for town in Names.towns {
      list.append(
        try make("town-\(town.code)", town.name, .government, county + town.code, "centre"))
    }
    for (number, code) in villageCodes.enumerated() {
      list.append(
        try make(
          "village-\(padded(number, 2))", Names.village(number), .villageCollective, code,
          "town-\(code.dropFirst(county.count).prefix(3))"))
    }
    // At the end, so that the names of everybody before stay.
    list += [
      try make("resources", "明澜区自然资源和规划局", .department, county, "city"),
      try make("ecology", "明澜区生态环境分局", .department, county, "city"),
      try make("treasury", "明澜区财政局", .department, county, "city"),
    ]
    // Households that read their own statement of the plan of sharing.
    for (id, village) in [("h01", 0), ("h05", 1)] where village < villageCodes.count {
      list.append(
        try make(
          "household-\(id)", "农户\(id.uppercased())", .villagers, villageCodes[village],
          "village-\(padded(village, 2))"))
    }
    return list
  }

  /// The codes of the villages by their names.
  public func villageNames() -> [String: String] {
    Dictionary(
      villageCodes.enumerated().map { (Names.village($0) + "（合成）", $1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The codes of the villages, 12 digits, in the order of their numbers.
  var villageCodes: [String] {
    Set(district.patches.map { String($0.villageCode.prefix(12)) })
      .sorted { ($0.suffix(3), $0) < ($1.suffix(3), $1) }
  }

  /// The names of people by their id.
  func names() throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try people().map { ($0.id, $0.name) })
  }

  private static let surnames = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫"]

  /// Two people for each organisation, three for the one that runs the system.
  public func people() throws -> [Person] {
    var random = Random(seed: seed, stream: 901)
    return try organisations().flatMap { organisation in
      (1...(organisation.kind == .operations ? 3 : 2)).map { number in
        let surname = SampleDeeds.surnames[random.below(SampleDeeds.surnames.count)]
        return Person(
          id: "\(organisation.id).\(number)",
          name: "\(surname)样\(["甲", "乙", "丙"][number - 1])", posts: [organisation.id])
      }
    }
  }

  private static func role(of kind: OrganisationKind) -> String {
    switch kind {
    case .government, .department: "reviewer"
    case .naturalResources: "planner"
    case .platformCompany: "platform"
    case .implementer: "implementer"
    case .villageCollective: "village"
    case .villagers: "household"
    case .supervision: "supervisor"
    case .auditor: "auditor"
    case .operations: "system-administrator"
    }
  }

  private func writeDirectory(to log: any EventWriting) throws {
    let stream = try StreamName(DirectoryEvent.category, "directory")
    let organisations = try organisations()
    let people = try people()
    let posts = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0) })
    func context(_ person: String, _ role: String, day: Int64) -> DeedContext {
      DeedContext(
        actor: Actor(
          person: person, name: people.first { $0.id == person }?.name ?? person, role: role,
          organisation: "operations"), time: SampleDeeds.start.adding(days: day))
    }
    func grant(_ person: Person, _ role: String) -> Grant? {
      posts[person.posts[0]].map { organisation in
        Grant(
          id: "sq-\(person.id)", person: person.id, organisation: organisation.id, role: role,
          area: organisation.area, from: SampleDeeds.start)
      }
    }
    let administrators = people.filter { $0.posts == ["operations"] }
    let duties = ["system-administrator", "security-administrator", "audit-administrator"]
    try log.perform(
      DirectoryDecider.self, .addOrganisations(organisations), on: stream, expected: 0,
      by: context("operations.1", "setup", day: 0))
    guard let operations = posts["operations"] else { return }
    try log.perform(
      DirectoryDecider.self,
      .establish(
        organisation: operations, people: administrators,
        grants: zip(administrators, duties).compactMap { grant($0, $1) }, book: book), on: stream,
      expected: nil, by: context("operations.1", "setup", day: 0))
    let workers = people.filter { $0.posts != ["operations"] }
    try log.perform(
      DirectoryDecider.self, .addPeople(workers), on: stream, expected: nil,
      by: context("operations.1", duties[0], day: 1))
    try log.perform(
      DirectoryDecider.self,
      .grant(
        workers.compactMap { person in
          posts[person.posts[0]].flatMap { grant(person, SampleDeeds.role(of: $0.kind)) }
        }, book: book), on: stream, expected: nil,
      by: context("operations.2", duties[1], day: 2))
  }
}
