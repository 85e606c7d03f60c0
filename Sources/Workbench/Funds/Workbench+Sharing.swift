import Access
import EventLog
import Finance
import Foundation
import Groundwork
import Records
import Storage

/// The use cases of the sharing of benefits (权益共享).
extension Workbench {
  /// Reads a plan of sharing; what a line of a fund plan brings is looked up there.
  ///
  /// - Parameter fund: the fund plan that `fund:` names; only needed where the file asks for it.
  /// - Throws: Diagnostics `fund.sharing-file`, `fund.sharing`, `fund.missing`, `fund.no-line`.
  public func readSharing(_ text: String, file: String, fund: String?) throws -> SharingPlan {
    let (read, faults) = try readSharingFile(text, file: file, fund: fund)
    guard let read else { throw faults[0] }
    return read
  }

  /// As ``readSharing(_:file:fund:)``, with all that is wrong with the file.
  func readSharingFile(
    _ text: String, file: String, fund: String?
  ) throws -> (plan: SharingPlan?, faults: [Diagnostic]) {
    let report = try fund.map { try fundReport($0) }
    return try SharingPlan.read(yaml: text, file: file) { line in
      guard let report else {
        throw Diagnostic(
          code: "fund.no-plan",
          Localized(
            zh: "收入取自资金方案，须指明方案。", en: "the income comes from a fund plan: name it."),
          remedy: Localized("--fund"))
      }
      return try Workbench.income(of: line, in: report)
    }
  }

  /// What a line of revenue brings over the whole life.
  static func income(of line: String, in report: FundReport) throws -> Money {
    guard
      let index = report.plan.lines.firstIndex(where: { $0.id == line && $0.side == .revenue })
    else {
      throw Diagnostic(
        code: "fund.no-line",
        Localized(
          zh: "资金方案“\(report.name)”没有收入行“\(line)”。",
          en: "the fund plan ‘\(report.name)’ has no revenue line ‘\(line)’."))
    }
    return report.table.lines[index].reduce(.zero, +)
  }

  /// Keeps a plan of sharing under a name.
  /// - Throws: Diagnostic `access.refused`.
  public func keepSharing(
    _ plan: SharingPlan, as name: String, by context: DeedContext, _ authority: Authority
  ) throws {
    _ = try StreamName("sharing", name)
    try authority.demand(
      .change, Workbench.fundObject(name, context.actor, authority.law.directory),
      at: context.time)
    let body = try CanonicalJSON().bytes(plan)
    try workspace.write { try $0.putDocument(.sharing, key: name, body: body) }
  }

  /// The names of all plans of sharing, ascending.
  public func sharings() throws -> [String] {
    try workspace.documents(.sharing).map(\.key).sorted()
  }

  /// - Throws: Diagnostic `fund.no-sharing`.
  public func sharing(_ name: String) throws -> SharingPlan {
    guard let body = try workspace.document(.sharing, key: name) else { throw noSharing(name) }
    return try CanonicalJSON.value(SharingPlan.self, body)
  }

  func noSharing(_ name: String) -> Diagnostic {
    Diagnostic(
      code: "fund.no-sharing",
      Localized(zh: "没有共享方案“\(name)”。", en: "there is no plan of sharing ‘\(name)’."),
      remedy: Localized(
        zh: "在资金平衡页“权益共享”中新建，或用 zhitu sharing set 写入。",
        en: "Enter it on the page of funds (Sharing) or with zhitu sharing set."),
      file: workspace.path)
  }

  /// A plan of sharing as whoever reads it sees it. Who gets what by which resolution is made public in
  /// the village (村务公开), so it is less protected than the fund plan with its accounts.
  public static func sharingObject(
    _ name: String, _ actor: EventLog.Actor, _ directory: Directory
  ) -> AccessObject {
    var object = fundObject(name, actor, directory)
    object.level = .general
    return object
  }

  /// A household's statement as whoever reads it sees it: it lies in the household's village and belongs
  /// to the household's own organisation. One without the code of its village, of a plan of before, is
  /// only for those of the county and above.
  public static func householdObject(
    _ household: SharingPlan.Household, of name: String, _ actor: EventLog.Actor,
    _ directory: Directory
  ) -> AccessObject {
    var object = sharingObject(name, actor, directory)
    if let area = household.villageCode.flatMap({ try? AreaCode($0) }) {
      object.area = area
    } else if object.area.level > .county {
      object.area = .country
    }
    object.organisation = household.organisation
    return object
  }

  /// The households of a plan whose statements somebody may read, by their places in the plan.
  /// O(households).
  public static func readableHouseholds(
    of plan: SharingPlan, named name: String, _ actor: EventLog.Actor, _ authority: Authority,
    at time: Timestamp
  ) -> [Int] {
    plan.households.indices.filter { index in
      let object = householdObject(
        plan.households[index], of: name, actor, authority.law.directory)
      return authority.law.may(authority.subject, .read, object, at: time).isAllowed
    }
  }
}
