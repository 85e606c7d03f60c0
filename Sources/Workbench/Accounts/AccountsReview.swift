import Access
import EventLog
import Groundwork

/// What a file of organisations, people and grants would enter, and every fault of it by line.
public struct AccountsReview: Encodable, Sendable {
  public struct Line: Encodable, Sendable {
    /// What would become of a line.
    public enum State: String, Encodable, Sendable {
      case new
      /// The directory has the same already, so that nothing is entered.
      case same
      case wrong
    }

    public var part: AccountsFile.Part
    public var line: Int
    public var state: State
    /// The cells, as they were understood.
    public var values: [String: String]
  }

  public var lines: [Line] = []
  public var faults: [AccountsFault] = []
  /// What is new, for the acts that enter it.
  public var organisations: [Organisation] = []
  public var people: [Person] = []
  public var grants: [Grant] = []

  public init() {}

  mutating func add(
    _ part: AccountsFile.Part, _ row: AccountsFile.Row, _ state: Line.State
  ) {
    lines.append(
      Line(
        part: part, line: row.line, state: state,
        values: Dictionary(uniqueKeysWithValues: row.values.map { ($0.key.rawValue, $0.value) })))
  }
}

extension Accounts {
  /// Looks at the lines of a file in their order against the directory and the lines before; nothing is
  /// written, and no right is asked: the acts that enter them ask.
  ///
  /// - Complexity: O(lines × grants in force of their people).
  public func review(_ file: AccountsFile, at now: Timestamp) -> AccountsReview {
    var review = AccountsReview()
    review.faults = file.faults
    var directory = known.directory.state
    for row in file.rows[.organisations] ?? [] {
      judge(.organisations, row, &review) { review in
        let organisation = try self.organisation(row)
        if directory.organisations[organisation.id] == organisation { return .same }
        try directory.add(organisation)
        review.organisations.append(organisation)
        return .new
      }
    }
    for row in file.rows[.people] ?? [] {
      judge(.people, row, &review) { review in
        let person = try self.person(row)
        if directory.people[person.id] == person { return .same }
        try directory.add(person)
        review.people.append(person)
        return .new
      }
    }
    for row in file.rows[.grants] ?? [] {
      judge(.grants, row, &review) { review in
        let grant = try self.grant(row, at: now)
        if let known = directory.same(grant, at: now) {
          return try known == grant.until ? .same : differs(grant, known)
        }
        try directory.add(grant, policy.book)
        review.grants.append(grant)
        return .new
      }
    }
    return review
  }

  private func judge(
    _ part: AccountsFile.Part, _ row: AccountsFile.Row, _ review: inout AccountsReview,
    _ work: (inout AccountsReview) throws -> AccountsReview.Line.State
  ) {
    do {
      for field in part.fields where row[field].isEmpty && part.needs(field) {
        throw RowFault(
          field, Localized(zh: "须填写“\(field.title.zh)”。", en: "Fill in ‘\(field.title.en)’."))
      }
      let state = try work(&review)
      review.add(part, row, state)
    } catch let fault as RowFault {
      review.add(part, row, .wrong)
      review.faults.append(
        AccountsFault(part, row.line, fault.field, "accounts.value", fault.message))
    } catch {
      review.add(part, row, .wrong)
      let diagnostic = error as? Diagnostic
      review.faults.append(
        AccountsFault(
          part, row.line, nil, diagnostic?.code ?? "accounts.value",
          diagnostic?.message ?? Localized("\(error)")))
    }
  }

  private func organisation(_ row: AccountsFile.Row) throws -> Organisation {
    guard let kind = OrganisationKind.allCases.first(where: { $0.isNamed(row[.kind]) }) else {
      let known = OrganisationKind.allCases.map(\.title)
      throw RowFault(
        .kind,
        Localized(
          zh: "没有类别“\(row[.kind])”；可用：\(known.map(\.zh).joined(separator: "、"))。",
          en: "There is no kind ‘\(row[.kind])’; known: "
            + "\(known.map(\.en).joined(separator: ", "))."))
    }
    return Organisation(
      id: row[.id], name: row[.name], kind: kind, area: try area(row),
      parent: row.values[.parent].flatMap { $0.isEmpty ? nil : $0 })
  }

  private func person(_ row: AccountsFile.Row) throws -> Person {
    let posts = row[.posts].split { " ,，、;；".contains($0) }.map(String.init)
    guard Set(posts).count == posts.count else {
      throw RowFault(.posts, Localized(zh: "任职单位重复。", en: "A post is given twice."))
    }
    return Person(id: row[.id], name: row[.name], posts: posts)
  }

  private func grant(_ row: AccountsFile.Row, at now: Timestamp) throws -> Grant {
    let roles = policy.book.roles.values.sorted { $0.id < $1.id }
    guard
      let role = roles.first(where: {
        $0.id == row[.role] || $0.title.zh == row[.role] || $0.title.en == row[.role]
      })
    else {
      throw RowFault(
        .role,
        Localized(
          zh: "没有角色“\(row[.role])”；可用：\(roles.map(\.title.zh).joined(separator: "、"))。",
          en: "There is no role ‘\(row[.role])’; known: "
            + "\(roles.map(\.id).joined(separator: ", "))."))
    }
    return Grant(
      id: Accounts.grantID(), person: row[.person], organisation: row[.organisation],
      role: role.id, area: try area(row), from: try time(row, .from) ?? now,
      until: try time(row, .until))
  }

  private func area(_ row: AccountsFile.Row) throws -> AreaCode {
    do {
      return try AreaCode(row[.area])
    } catch let diagnostic as Diagnostic {
      let remedy = diagnostic.remedy ?? Localized("")
      throw RowFault(
        .area,
        Localized(
          zh: diagnostic.message.zh + remedy.zh, en: "\(diagnostic.message.en) \(remedy.en)"))
    }
  }

  private func time(_ row: AccountsFile.Row, _ field: AccountsFile.Field) throws -> Timestamp? {
    guard !row[field].isEmpty else { return nil }
    // A workbook gives a day as 2026/01/31.
    if let time = Timestamp(iso8601: row[field].replacing("/", with: "-")) { return time }
    throw RowFault(
      field,
      Localized(
        zh: "“\(row[field])”不是日期，写作 2026-03-01。",
        en: "‘\(row[field])’ is no day; write it as 2026-03-01."))
  }

  private func differs(
    _ grant: Grant, _ until: Timestamp?
  ) throws -> AccountsReview.Line.State {
    let end = until.map { String($0.iso8601.prefix(10)) }
    throw RowFault(
      .until,
      Localized(
        zh: "\(grant.person) 在 \(grant.organisation) 已有此角色，"
          + "\(end.map { "截止 \($0)" } ?? "长期有效")；先收回再授予。",
        en: "\(grant.person) has this role in \(grant.organisation) already, "
          + "\(end.map { "until \($0)" } ?? "without an end"); revoke it first."))
  }
}

/// What is wrong with one cell.
private struct RowFault: Error {
  var field: AccountsFile.Field
  var message: Localized

  init(_ field: AccountsFile.Field, _ message: Localized) {
    self.field = field
    self.message = message
  }
}

extension AccountsFile.Part {
  fileprivate func needs(_ field: AccountsFile.Field) -> Bool {
    // No area is the whole country.
    ![.parent, .from, .until, .area].contains(field)
  }
}

extension Directory {
  /// The end of a grant that is in force with the same person, organisation, role and area.
  fileprivate func same(_ grant: Grant, at now: Timestamp) -> Timestamp?? {
    grants.values.first {
      $0.person == grant.person && $0.organisation == grant.organisation && $0.role == grant.role
        && $0.area == grant.area && ($0.holds(at: now) || $0.overlaps(grant))
    }.map(\.until)
  }
}

extension OrganisationKind {
  /// As the page says it.
  public var title: Localized {
    switch self {
    case .government: Localized(zh: "政府、领导小组", en: "government")
    case .naturalResources: Localized(zh: "自然资源和规划", en: "natural resources")
    case .department: Localized(zh: "其他部门", en: "department")
    case .platformCompany: Localized(zh: "平台公司", en: "platform company")
    case .implementer: Localized(zh: "项目实施主体", en: "implementer")
    case .villageCollective: Localized(zh: "村集体", en: "village collective")
    case .supervision: Localized(zh: "督考", en: "supervision")
    case .auditor: Localized(zh: "审计评估", en: "auditor")
    case .villagers: Localized(zh: "村民", en: "villagers")
    case .operations: Localized(zh: "运行维护", en: "operations")
    }
  }

  fileprivate func isNamed(_ text: String) -> Bool {
    rawValue == text || title.zh == text || title.en == text
  }
}
