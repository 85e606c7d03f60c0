import EventLog
import Groundwork

/// The object of an action.
public struct AccessObject: Hashable, Sendable {
  public var kind: ObjectKind
  public var id: String
  /// The area in which it lies.
  public var area: AreaCode
  /// The organisation to which it belongs, if any.
  public var organisation: String?
  public var level: DataLevel
  /// Those who made it or work on it; they cannot check it.
  public var workers: Set<String>

  public init(
    _ kind: ObjectKind, _ id: String, area: AreaCode, organisation: String? = nil,
    level: DataLevel = .general, workers: Set<String> = []
  ) {
    self.kind = kind
    self.id = id
    self.area = area
    self.organisation = organisation
    self.level = level
    self.workers = workers
  }
}

/// Who acts: a person of the directory, or the user of a program without accounts.
public enum Subject: Hashable, Sendable {
  case person(String)
  /// The local user, in any role that they state, for the whole workspace.
  case local(role: String)
}

/// A decision on a right, with its reason.
public struct Decision: Hashable, Sendable {
  public enum Outcome: String, Sendable, Codable {
    case allowed
    case refused
    /// Allowed as soon as somebody else with the right to do so has approved it.
    case needsSecondPerson
  }

  /// The reason in machine-readable form; the order is that of the checks.
  public enum Reason: String, Sendable, Codable, CaseIterable, Comparable {
    case unknownPerson, noGrant, noRight, otherArea, otherOrganisation, notOwn, level, ownWork
    case exportLevel
    case granted

    public static func < (a: Reason, b: Reason) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  public var outcome: Outcome
  public var reason: Reason
  public var message: Localized
  /// The grant by which it is allowed.
  public var grant: String?

  public var isAllowed: Bool { outcome == .allowed }

  /// - Throws: Diagnostic `access.refused` or `access.second-person` unless it is allowed.
  public func demand() throws {
    if isAllowed { return }
    throw Diagnostic(
      code: outcome == .needsSecondPerson ? "access.second-person" : "access.refused", message)
  }
}

/// The access rules: one function decides who may do what to what, and why.
public struct AccessLaw: Sendable {
  public var directory: Directory
  public var book: RoleBook
  /// Exports of data of this level and above need a second person; `nil` if none do.
  public var secondPersonFrom: DataLevel?

  public init(directory: Directory, book: RoleBook, secondPersonFrom: DataLevel? = .important) {
    self.directory = directory
    self.book = book
    self.secondPersonFrom = secondPersonFrom
  }

  /// Whether somebody may do something at a time. O(grants of the person × rights of a role).
  ///
  /// An action needs one grant in force whose role has a matching right. Otherwise the reason is
  /// that of the closest right.
  public func may(
    _ subject: Subject, _ action: Action, _ object: AccessObject, at time: Timestamp
  ) -> Decision {
    let grants: [Grant]
    let person: String?
    switch subject {
    case .person(let id):
      guard directory.people[id] != nil else { return refusal(.unknownPerson, action, object) }
      person = id
      grants = directory.grants(of: id, at: time)
    case .local(let role):
      person = nil
      grants = [
        Grant(
          id: "local:\(role)", person: "local", organisation: "local", role: role, area: .country,
          from: time)
      ]
    }
    if grants.isEmpty { return refusal(.noGrant, action, object) }
    var nearest = Decision.Reason.noRight
    for grant in grants {
      for right in book.roles[grant.role]?.rights ?? [] {
        let reason = fit(right, grant, person, action, object)
        if reason == .granted {
          return Decision(
            outcome: .allowed, reason: .granted,
            message: Localized(
              zh: "依授权 \(grant.id)（\(grant.role)）", en: "by the grant \(grant.id) (\(grant.role))"),
            grant: grant.id)
        }
        nearest = max(nearest, reason)
      }
    }
    return refusal(nearest, action, object)
  }

  /// The first check at which a right fails to allow an action.
  private func fit(
    _ right: Right, _ grant: Grant, _ person: String?, _ action: Action, _ object: AccessObject
  ) -> Decision.Reason {
    guard right.actions.contains(action), right.objects.contains(object.kind) else {
      return .noRight
    }
    guard grant.area.contains(object.area) else { return .otherArea }
    // For the local user only the role is checked, not person or organisation.
    if let person {
      switch right.scope {
      case .area: break
      case .organisation:
        guard let owner = object.organisation,
          directory.organisation(owner, isWithin: grant.organisation)
        else { return .otherOrganisation }
      case .own:
        guard object.workers.contains(person) else { return .notOwn }
      }
    }
    guard object.level <= right.level else { return .level }
    if let person, action == .check || action == .approveExport, object.workers.contains(person) {
      return .ownWork
    }
    if action == .export, let from = secondPersonFrom, object.level >= from {
      return .exportLevel
    }
    return .granted
  }

  private func refusal(
    _ reason: Decision.Reason, _ action: Action, _ object: AccessObject
  ) -> Decision {
    let message: Localized =
      switch reason {
      case .unknownPerson: Localized(zh: "没有这个人员", en: "there is no such person")
      case .noGrant: Localized(zh: "没有有效的授权", en: "no grant is in force at this time")
      case .noRight:
        Localized(
          zh: "角色没有此项权限：\(action.title.zh)\(object.kind.title.zh)",
          en: "no role has the right to \(action.title.en) \(object.kind.title.en)")
      case .otherArea:
        Localized(
          zh: "授权范围不含该区域 \(object.area)", en: "the grant does not include the area \(object.area)")
      case .otherOrganisation:
        Localized(zh: "不属于本单位或下级单位", en: "it does not belong to one's own organisation")
      case .notOwn: Localized(zh: "只限本人经办的事项", en: "only one's own matters")
      case .level:
        Localized(
          zh: "权限不及\(object.level.title.zh)",
          en: "the right does not include \(object.level.title.en)")
      case .ownWork: Localized(zh: "不得复核本人经办的事项", en: "nobody checks their own work")
      case .exportLevel:
        Localized(
          zh: "导出\(object.level.title.zh)须第二人批准",
          en: "exporting \(object.level.title.en) needs a second person")
      case .granted: Localized(zh: "已授权", en: "granted")
      }
    return Decision(
      outcome: reason == .exportLevel ? .needsSecondPerson : .refused, reason: reason,
      message: message, grant: nil)
  }
}
