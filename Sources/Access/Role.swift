import Groundwork

/// An action on an object.
public enum Action: String, Sendable, Codable, CaseIterable {
  case read
  /// Create an object: import a layer, record a problem.
  case create
  /// Work on it.
  case change
  /// Assign it to somebody.
  case assign
  /// Check somebody else's work and decide on it.
  case check
  /// Export data.
  case export
  /// Approve, as the second person, an export that needs one.
  case approveExport
  /// Create, change or revoke accounts, organisations, rights and settings.
  case administer
}

/// The kind of object of a right.
public enum ObjectKind: String, Sendable, Codable, CaseIterable {
  case layer, plan, document, problem, process, job
  /// The quota book, and the money of a district.
  case quota, fund
  /// The potential library (潜力资源库).
  case potential
  /// A project of the library (项目库).
  case project
  case log
  /// Organisations, people, accounts, settings of the system.
  case account
  /// Roles and grants.
  case grant
  /// Audit entries.
  case audit

  /// Whether it is an object of administration; all others belong to the work.
  public var isAdministrative: Bool {
    switch self {
    case .account, .grant, .audit: true
    case .layer, .plan, .document, .problem, .process, .job, .log, .quota, .fund,
      .potential, .project:
      false
    }
  }
}

/// One right: actions × kinds of object × scope × level of data.
public struct Right: Hashable, Sendable, Codable {
  public enum Scope: String, Sendable, Codable, CaseIterable {
    /// Everything in the area of the grant.
    case area
    /// What belongs to the organisation of the grant or one below it, in the area of the grant.
    case organisation
    /// What the person created or was assigned, in the area of the grant.
    case own
  }

  public var actions: Set<Action>
  public var objects: Set<ObjectKind>
  public var scope: Scope
  /// The highest level of data.
  public var level: DataLevel

  public init(
    actions: Set<Action>, objects: Set<ObjectKind>, scope: Scope, level: DataLevel
  ) {
    self.actions = actions
    self.objects = objects
    self.scope = scope
    self.level = level
  }
}

/// A named set of rights.
public struct Role: Hashable, Sendable, Codable {
  /// The three administrator duties (三员), which must be separate people, and the work, which no
  /// administrator may do.
  public enum Duty: String, Sendable, Codable, CaseIterable {
    case work
    /// 系统管理员.
    case system
    /// 安全管理员.
    case security
    /// 审计管理员.
    case audit
  }

  public var id: String
  public var title: Localized
  public var duty: Duty
  public var rights: [Right]

  public init(id: String, title: Localized, duty: Duty, rights: [Right]) {
    self.id = id
    self.title = title
    self.duty = duty
    self.rights = rights
  }
}

/// All roles, as `Policies/access/roles.yaml` states them.
public struct RoleBook: Hashable, Sendable, Codable {
  public let roles: [String: Role]

  /// - Throws: Diagnostic `access.roles`, when a role is given twice, when an administrator's role
  ///   has a right to the work or a working role one to administration, or or when a duty has no
  ///   role.
  public init(_ list: [Role]) throws {
    var roles: [String: Role] = [:]
    for role in list {
      guard roles.updateValue(role, forKey: role.id) == nil else {
        throw RoleBook.fault(
          role.id, Localized(zh: "角色重复", en: "the role is given twice"))
      }
      let isMixed = role.rights.contains { right in
        right.objects.contains { $0.isAdministrative != (role.duty != .work) }
      }
      guard !isMixed else {
        throw RoleBook.fault(
          role.id,
          Localized(
            zh: "三员分立：管理员角色不得有业务权限，业务角色不得有管理权限",
            en: "separation of duties: an administrator has no right to the work, and a working "
              + "role none to administration"))
      }
    }
    for duty in Role.Duty.allCases where !roles.values.contains(where: { $0.duty == duty }) {
      throw RoleBook.fault(
        duty.rawValue, Localized(zh: "没有承担此职责的角色", en: "no role has this duty"))
    }
    self.roles = roles
  }

  static func fault(_ role: String, _ message: Localized) -> Diagnostic {
    Diagnostic(code: "access.roles", message, feature: role)
  }

  public func role(_ id: String) throws -> Role {
    guard let role = roles[id] else {
      throw Diagnostic(
        code: "access.no-role",
        Localized(zh: "没有角色“\(id)”。", en: "there is no role ‘\(id)’."),
        remedy: Localized(
          zh: "可用：\(roles.keys.sorted().joined(separator: "、"))。",
          en: "There are: \(roles.keys.sorted().joined(separator: ", "))."))
    }
    return role
  }
}
