import Access
import EventLog
import Finance
import Groundwork
import Records
import Storage

extension Workbench {
  /// Enters the prices of a workbook into a fund plan: all of them, or none with the faults by cell.
  ///
  /// - Parameters:
  ///   - file: the name of the workbook for faults; `nil`: its path.
  ///   - isTrial: only says what would be changed.
  /// - Throws: Diagnostics `fund.missing`, `xlsx.read`, `fund.sheet`, `access.refused`.
  public func importFundPrices(
    _ path: String, statedAs file: String? = nil, into name: String, isTrial: Bool = false,
    by context: DeedContext, _ authority: Authority
  ) throws -> MoneyImport {
    var reader = try FundPriceReader(path: path, name: file ?? path)
    try authority.demand(
      .change, Workbench.fundObject(name, context.actor, authority.law.directory),
      at: context.time)
    _ = try fundPlan(name)
    return try workspace.write { writer in
      guard let body = try writer.reader.document(.fund, key: name) else {
        return MoneyImport()
      }
      let plan = try CanonicalJSON.value(FundPlan.self, body)
      var (changed, result) = reader.applied(to: plan)
      if result.problems.isEmpty, !result.changes.isEmpty, !isTrial {
        try writer.putDocument(.fund, key: name, body: try CanonicalJSON().bytes(changed))
        result.isWritten = true
      }
      return result
    }
  }
}
