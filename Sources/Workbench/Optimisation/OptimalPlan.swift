import Certificates
import Foundation
import Groundwork
import Optimisation

/// The answer to a problem file, of whichever kind.
public enum OptimalPlan: Sendable {
  case portfolio(PortfolioPlan)
  case exchange(ExchangePlan, ids: [String])
  case ground(GroundPlan, ids: [String])
  /// The area of the parcels that are taken, and how many places they join.
  case corridor(CorridorPlan, ids: [String], area: Area, ends: Int)
  case adjustment(AdjustmentPlan)

  /// Reads a problem file, solves it and verifies the certificate.
  ///
  /// A cancelled job gives the best plan so far, if there is one.
  /// - Parameters:
  ///   - isSent: the file came from somebody else: it may name data only that lie beside it.
  ///   - after: the certificate of a portfolio before a lock: a plan is made from it at once, without a whole
  ///     search.
  ///   - onNote: told what was left out of the data.
  /// - Throws: ``Diagnostic`` of the file, or of the problem if it has no plan; ``Cancelled``.
  public static func solve(
    file: String, _ options: SolveOptions, isSent: Bool = false, after: Certificate? = nil,
    job: Job,
    onNote: ([Diagnostic]) -> Void = { _ in },
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> OptimalPlan {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Diagnostic(
        code: "problem.file-missing",
        Localized(zh: "文件不存在或不可读。", en: "The file is not there or cannot be read."), file: file)
    }
    let read = try ProblemFile(String(decoding: data, as: UTF8.self), file: file)
    if after != nil {
      guard case .portfolio = read, case .portfolio = after else { throw onlyPortfolios() }
    }
    switch read {
    case .portfolio(let problem):
      let planner = try PortfolioPlanner(problem)
      let plan: PortfolioPlan
      if case .portfolio(var known)? = after {
        // Of a file, only what it proves.
        _ = try known.check()
        known.solverBound = known.bound
        plan = try planner.replan(after: known, options, job: job)
      } else {
        var found = try planner.plan(options, job: job, onProgress: onProgress)
        if !job.cancellation.isCancelled { try planner.addRanges(to: &found, job: job) }
        plan = found
      }
      _ = try plan.certificate.check()
      return .portfolio(plan)
    case .exchange(var request):
      request.ground.file = try path(request.ground.file, from: file, isSent: isSent)
      let ground = try ExchangeGround(request, job: job)
      onNote(ground.diagnostics)
      let plan = try ExchangePlanner(ground.problem)
        .plan(options, job: job, onProgress: onProgress)
      return .exchange(plan, ids: ground.ids)
    case .ground(var request):
      request.ground.file = try path(request.ground.file, from: file, isSent: isSent)
      let ground = try ChoiceGround(request, job: job)
      onNote(ground.diagnostics)
      let plan = try GroundPlanner(ground.problem, ids: ground.ids)
        .plan(options, job: job, onProgress: onProgress)
      return .ground(plan, ids: ground.ids)
    }
  }

  private static func onlyPortfolios() -> Diagnostic {
    Diagnostic(
      code: "optimise.after",
      Localized(
        zh: "只有项目组合能从锁定之前的证书接着求解。",
        en: "Only a portfolio can be solved from the certificate before a lock."),
      remedy: Localized(zh: "去掉 --after。", en: "Leave out --after."))
  }

  /// A relative path is meant from the folder of the problem file.
  private static func path(
    _ path: String, from file: String, isSent: Bool
  ) throws(Diagnostic) -> String {
    let folder = (file as NSString).deletingLastPathComponent
    if isSent {
      let beside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard beside.contains(path) else {
        let others = beside.filter { $0 != (file as NSString).lastPathComponent }.sorted()
        throw Diagnostic(
          code: "problem.data-missing",
          Localized(
            zh: "没有收到问题文件所说的数据文件“\(path)”。",
            en: "The data file ‘\(path)’ that the problem names was not sent."),
          remedy: Localized(
            zh: "与问题文件一起选择它，只写文件名；已收到：\(others.joined(separator: "、"))。",
            en: "Choose it together with the problem, and name it without a folder; received: "
              + "\(others.joined(separator: ", "))."), file: file, field: "ground")
      }
    }
    return path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
  }

  public var certificate: Certificate {
    switch self {
    case .portfolio(let plan): .portfolio(plan.certificate)
    case .exchange(let plan, _): .exchange(plan.certificate)
    case .ground(let plan, _): .ground(plan.certificate)
    case .corridor(let plan, _, _, _): .corridor(plan.certificate)
    case .adjustment(let plan): .adjustment(plan.certificate)
    }
  }

  /// How far the plan can be from the best at most, as a share of what it yields or improves.
  public var gap: Double {
    switch self {
    case .portfolio(let plan): plan.gap
    case .exchange(let plan, _): plan.gap
    case .ground(let plan, _): plan.gap
    case .corridor(let plan, _, _, _): plan.gap
    case .adjustment(let plan): plan.gap
    }
  }

  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double {
    switch self {
    case .portfolio(let plan): plan.provenGap
    case .exchange(let plan, _): plan.gap
    case .ground(let plan, _): plan.gap
    case .corridor(let plan, _, _, _): plan.provenGap
    case .adjustment(let plan): plan.provenGap
    }
  }

  /// The plan as a table, its head first.
  public var rows: [[String]] {
    switch self {
    case .portfolio(let plan):
      let problem = plan.certificate.problem
      let head = ["id", "name", "town", "year", "cost_wan", "benefit"]
      let chosen = problem.projects.compactMap { project in
        plan.certificate.starts[project.id].map { (project, $0) }
      }
      return [head]
        + chosen.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }.map { project, year in
          let cost = project.costs.reduce(Money.zero, +)
          return [
            project.id, project.name, project.town, String(year), String(cost.tenThousandYuan),
            String(project.benefit),
          ]
        }
    case .exchange(let plan, let ids):
      let problem = plan.certificate.problem
      return [["id", "change", "area_m2", "slope_degrees"]]
        + plan.certificate.flips.map { parcel in
          let isFarmland = problem.isFarmland[parcel]
          return [
            ids[parcel], isFarmland ? "out" : "in",
            Area(hundredths: problem.areas[parcel]).decimal,
            String(Double(problem.slopes[parcel]) / 1e9),
          ]
        }
    case .ground(let plan, let ids):
      let problem = plan.certificate.problem
      return [["id", "area_m2"]]
        + plan.certificate.chosen.map {
          [ids[$0], Area(hundredths: problem.areas[$0]).decimal]
        }
    case .corridor(let plan, let ids, _, _):
      let problem = plan.certificate.problem
      return [["id", "cost_yuan"]]
        + plan.certificate.chosen.map { [ids[$0], String(Money(fen: problem.costs[$0]).yuan)] }
    case .adjustment(let plan):
      let parcels = plan.certificate.problem.parcels
      return [["id", "change", "town", "area_m2", "grade"]]
        + plan.certificate.moved.sorted().map { number in
          let parcel = parcels[number]
          return [
            parcel.id, parcel.state == .leaving ? "out" : "in", parcel.town,
            Area(hundredths: parcel.area).decimal, parcel.grade.map { String($0) } ?? "",
          ]
        }
    }
  }
}
