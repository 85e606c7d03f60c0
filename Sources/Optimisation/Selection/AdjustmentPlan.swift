import Certificates
import Groundwork

/// An adjustment of basic farmland with its bounds.
public struct AdjustmentPlan: Sendable {
  public var certificate: AdjustmentCertificate
  /// As shares of the value; see ``SelectionPlan``.
  public var gap: Double
  public var provenGap: Double

  /// Finds the best adjustment.
  ///
  /// - Throws: as ``SelectionPlanner/plan(_:from:job:onProgress:)``.
  public init(
    _ problem: AdjustmentProblem, _ options: SolveOptions, job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws {
    let plan = try SelectionPlanner(problem.selection())
      .plan(options, job: job, onProgress: onProgress)
    certificate = AdjustmentCertificate(problem: problem, answer: plan.certificate)
    _ = try certificate.check()
    gap = plan.gap
    provenGap = plan.provenGap
  }
}
