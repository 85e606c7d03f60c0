import Access
import EventLog
import Foundation
import Groundwork
import Quota
import Storage

/// The use cases of the quota book (指标台账).
extension Workbench {
  /// The one book of a workspace.
  static func quotaStream() throws -> StreamName {
    try StreamName(QuotaEvent.category, QuotaProjection.stream)
  }

  /// The kinds and purposes of a file; `nil`: those that the program is delivered with.
  /// - Throws: Diagnostics `quota.kinds`, `quota.no-file`.
  public static func quotaCatalogue(_ file: String? = nil) throws -> QuotaCatalogue {
    let path = try file ?? ProgramHome.path("Policies/quota/kinds.yaml")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Diagnostic(
        code: "quota.no-file",
        Localized(zh: "读不到指标种类文件", en: "the file of kinds cannot be read"), file: path)
    }
    return try QuotaCatalogue(yaml: text, file: (path as NSString).lastPathComponent)
  }

  /// The book as it stands. O(size of the book).
  public func quotaBook() throws -> QuotaProjection.State {
    try workspace.readEvents { try $0.current(QuotaProjection.self) }
  }

  /// The history of the book.
  public func quotaDeeds() throws -> [Deed<QuotaEvent>] {
    try workspace.readEvents { try $0.deeds(of: Workbench.quotaStream(), as: QuotaEvent.self) }
  }

  /// Does something with the book: founds it, enrols a holder, posts orders.
  ///
  /// - Parameter expected: The version that the author saw; `nil`: whatever it is now.
  /// - Returns: The book afterwards.
  /// - Throws: `EventConflict`; diagnostics `access.refused`, `quota.*`.
  @discardableResult
  public func performQuota(
    _ command: QuotaCommand, expected: Int64? = nil, by context: DeedContext,
    _ authority: Authority
  ) throws -> QuotaProjection.State {
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(
        LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let seen = try events.current(QuotaProjection.self)
      // A book without holders lies where whoever begins it has their office.
      let own = authority.law.directory.organisations[context.actor.organisation]?.area
      let object =
        seen.book.holders.isEmpty
        ? AccessObject(
          .quota, QuotaProjection.stream, area: own ?? .country, level: .important)
        : try Workbench.quotaObject(seen.book, command)
      for action in Workbench.actions(of: command) {
        try authority.demand(action, object, at: context.time)
      }
      try events.perform(
        QuotaDecider.self, command, in: Versioned(seen.book, version: seen.version),
        on: Workbench.quotaStream(), expected: expected, by: context)
      return try events.update(QuotaProjection.self)
    }
  }

  /// The rights that a command needs.
  static func actions(of command: QuotaCommand) -> Set<Action> {
    switch command {
    case .found, .adopt, .enrol: [.create]
    case .post(let orders): Set(orders.map { action(of: $0.act) })
    }
  }

  /// Who decides on units does not ask for them: 核定, 扣减, 核减, what is stated of a lot, and the
  /// ministry's locks are checks.
  static func action(of act: QuotaAct) -> Action {
    switch act {
    case .verify, .deduct, .void, .describe: .check
    case .hold(let operation, _, _):
      [.freeze, .unfreeze, .ministryLock, .ministryUnlock].contains(operation) ? .check : .change
    default: .change
    }
  }

  /// The book as the rights see it: it lies in the county of most of its holders below the city, else
  /// in the area that they share.
  static func quotaObject(
    _ book: QuotaBook, _ command: QuotaCommand? = nil
  ) throws -> AccessObject {
    var holders = Array(book.holders.values)
    if case .enrol(let holder)? = command { holders.append(holder) }
    let codes = holders.filter { $0.level != .city && $0.level != .province }.map(\.area)
    let counties = Dictionary(grouping: codes) { String($0.prefix(6)) }
    var shared = codes.first ?? ""
    for code in codes { shared = shared.commonPrefix(with: code) }
    if let most = counties.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      most.value.count * 2 > codes.count
    {
      shared = most.key
    }
    let digits = [12, 9, 6, 4, 2, 0].first { $0 <= shared.count } ?? 0
    return AccessObject(
      .quota, QuotaProjection.stream, area: try AreaCode(String(shared.prefix(digits))),
      level: .important)
  }

  /// The book as the rights see it.
  public static func quotaAccess(_ book: QuotaBook) throws -> AccessObject {
    try quotaObject(book)
  }

  // MARK: Questions

  public func quotaTrace(_ lot: String) throws -> QuotaTrace {
    let deeds = try quotaDeeds()
    return try QuotaTrace(lot: lot, book: QuotaDecider.fold(deeds), deeds: deeds)
  }

  public func quotaExport() throws -> QuotaExport { QuotaExport(try quotaDeeds()) }
}
