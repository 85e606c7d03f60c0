import EventLog
import Finance
import Groundwork
import Quota

extension Workbench {
  /// What really happened beside a fund plan up to a day: payments under supervision by budget line,
  /// money received by source, and quota sold outside its county by kind.
  ///
  /// - Throws: Diagnostic `fund.missing`.
  public func fundActuals(_ name: String, today: Timestamp) throws -> FundActuals {
    let report = try fundReport(name)
    return try fundActuals(report, today: today)
  }

  /// The plan as a workbook with live formulas, with what really happened where anything is recorded.
  /// - Throws: Diagnostic `fund.missing`.
  public func fundWorkbook(_ name: String, today: Timestamp) throws -> FundWorkbook {
    let report = try fundReport(name)
    let actuals = try fundActuals(report, today: today)
    let isKnown = (actuals.lines + actuals.draws).contains { $0.actual != nil }
    return FundWorkbook(report, actuals: isKnown ? actuals : nil)
  }

  private func fundActuals(_ report: FundReport, today: Timestamp) throws -> FundActuals {
    let payments = try paymentDeeds()
    let quotas = try quotaDeeds()
    return FundActuals(
      report.plan, report.table, payments: payments.isEmpty ? nil : payments,
      incomes: quotas.isEmpty
        ? nil
        : QuotaSale.all(QuotaExport(quotas)).filter { !$0.isInside }.map {
          FundActuals.Income(kind: $0.kind, day: $0.day, amount: $0.total)
        }, today: today)
  }
}
