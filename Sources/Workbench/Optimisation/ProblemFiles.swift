import Certificates
import Foundation
import Groundwork
import Optimisation

/// A problem file with the data that it names, as somebody sends them (问题文件).
public enum ProblemFiles {
  /// The answer, with its proof.
  public struct Answer: Sendable {
    public var document: OptimalPlanDocument
    public var title: Localized
    public var unit: Localized
    public var isLargeGood: Bool
    /// The certificate as `zhitu certificate check` reads it.
    public var certificate: String
    /// What was left out of the data.
    public var notes: [Diagnostic]
  }

  /// Solves the problem among some files of one folder: a YAML file, the data that it names, and
  /// optionally the certificate of a portfolio before a lock (JSON).
  ///
  /// A cancelled job gives the best plan so far, if there is one.
  /// - Parameter onProgress: told incumbent and bound in the unit of the answer.
  /// - Throws: ``Diagnostic`` `problem.which-file`, and as ``OptimalPlan``; ``Cancelled``.
  public static func solve(
    _ files: [String], _ limits: SearchLimits, job: Job,
    onProgress: @escaping (ChoiceNews) -> Void = { _ in }
  ) throws -> Answer {
    func ending(_ endings: [String]) -> [String] {
      files.filter { file in endings.contains { file.lowercased().hasSuffix($0) } }
    }
    let problems = ending([".yaml", ".yml"])
    let proofs = ending([".json"])
    guard let problem = problems.first, problems.count == 1, proofs.count <= 1 else {
      throw Diagnostic(
        code: "problem.which-file",
        Localized(
          zh: "须有一份问题文件（.yaml），至多一份证书（.json）；现有 \(problems.count)、\(proofs.count) 份。",
          en: "One problem file (.yaml) and at most one certificate (.json) are needed; there are "
            + "\(problems.count) and \(proofs.count)."))
    }
    let before = try proofs.first.map(CertificateFile.read)
    let scale = try shownUnit(problem)
    var notes: [Diagnostic] = []
    let plan = try OptimalPlan.solve(
      file: problem, limits.options, isSent: true, after: before, job: job,
      onNote: { notes += $0 },
      onProgress: StudySolver.scaled(scale, onProgress))
    let certificate = plan.certificate
    return Answer(
      document: OptimalPlanDocument(plan), title: certificate.title, unit: certificate.unitName,
      isLargeGood: certificate.isLargeGood,
      certificate: String(decoding: try certificate.json(), as: UTF8.self), notes: notes)
  }

  /// How many units of the solver make one of the answer.
  private static func shownUnit(_ file: String) throws -> Double {
    guard let data = FileManager.default.contents(atPath: file) else { return 1 }
    return switch try ProblemFile(String(decoding: data, as: UTF8.self), file: file) {
    case .portfolio: 1_000
    case .exchange(let request): request.objective.shownUnit
    case .ground: ChoiceGround.unitsPerSquareMetre
    }
  }
}
