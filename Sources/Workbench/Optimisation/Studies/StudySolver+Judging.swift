import Foundation
import Groundwork

extension StudySolver {
  /// How often what breaks a rule is excluded and the question solved anew.
  private static let rounds = 40

  /// Solves a question, lays the answer as a plan and judges it, before anybody sees it.
  ///
  /// Parcels or projects on which a breach of a rule that blocks rests are excluded, and the question is
  /// solved again; the bound without that is told beside. A breach that rests on no single choice, or on
  /// all of them, is left in the verdicts of the plan. A cancelled job gives the best answer so far, laid
  /// and judged.
  /// - Throws: as ``solve(_:after:job:progress:)``.
  public func answer(
    _ question: StudyQuestion, after previous: StudyAnswer? = nil, job: Job,
    progress: @escaping (ChoiceNews) -> Void = { _ in }
  ) throws -> StudyAnswer {
    var asked = question
    var last: StudyAnswer?
    // How many choices each rule took out, and the answer before the first of them.
    var cuts: [(rule: StudyTrial.Judged, count: Int)] = []
    var free: StudyAnswer?
    for round in 0...StudySolver.rounds {
      var found: StudyAnswer
      do {
        found = try solve(asked, after: previous, job: job, progress: progress)
      } catch let diagnostic as Diagnostic {
        guard let last else { throw diagnostic }
        return last.noting(StudySolver.nothingLeft(diagnostic))
      } catch let cancelled as Cancelled {
        guard let last else { throw cancelled }
        return last
      }
      found = try judged(found, job: job)
      if let free {
        found.notes = cuts.map { StudySolver.said($0.rule, $0.count, free) } + found.notes
      }
      let cut = StudySolver.excluded(by: found)
      if cut.isEmpty || round == StudySolver.rounds || job.cancellation.isCancelled { return found }
      for (rule, items) in cut {
        if let at = cuts.firstIndex(where: { $0.rule.rule == rule.rule }) {
          cuts[at].count += items.count
        } else {
          cuts.append((rule, items.count))
        }
      }
      free = free ?? found
      asked.lockOut = (asked.lockOut ?? []) + Set(cut.flatMap { $0.items }).sorted()
      last = found
    }
    throw InvariantViolation("a question was judged without an answer")
  }

  /// An answer with its plan laid and judged; it says why where that is not possible.
  func judged(_ answer: StudyAnswer, job: Job) throws -> StudyAnswer {
    var answer = answer
    guard let court else {
      answer.untried = courtFault
      return answer
    }
    // What was found is laid even if the search was then stopped.
    let quiet = Job(progress: job.progress, threads: job.threads)
    job.progress.begin(
      Localized(zh: "套合方案、逐条检验", en: "laying the plan and judging it"), total: nil)
    do {
      let measures = StudyMeasures(answer, ground, court, projectAreas: projectAreas)
      answer.trial = try StudyTrial(measures, in: court, job: quiet)
    } catch let diagnostic as Diagnostic {
      answer.untried = diagnostic.message
    }
    return answer
  }

  /// What of an answer breaks rules that block, by rule.
  private static func excluded(
    by answer: StudyAnswer
  ) -> [(rule: StudyTrial.Judged, items: Set<String>)] {
    guard let trial = answer.trial else { return [] }
    let locked = Set(answer.question.lockIn ?? [])
    let groups = [StudyAnswer.Item.State.entering, .leaving, .chosen].map { state in
      Set(answer.items.filter { $0.state == state }.map(\.id))
    }.filter { !$0.isEmpty }
    return trial.broken.compactMap { rule -> (rule: StudyTrial.Judged, items: Set<String>)? in
      let items = (trial.breakers[rule.rule] ?? []).intersection(answer.moved).subtracting(locked)
      // A rule that all choices of a kind break is one of the plan as a whole.
      guard !items.isEmpty, !groups.contains(where: { $0.isSubset(of: items) }) else { return nil }
      return (rule, items)
    }
  }

  private static func said(
    _ rule: StudyTrial.Judged, _ count: Int, _ answer: StudyAnswer
  ) -> Localized {
    let bound = answer.document.bound
    let text = bound == bound.rounded() ? String(Int64(bound)) : String(format: "%.6g", bound)
    return Localized(
      zh: "有 \(count) 个所选对象违反“\(rule.rule) \(rule.title.zh)”，已排除并重新求解；"
        + "界是不含它们的方案的界，不排除时的界是 \(text)（\(answer.unit.zh)）。",
      en:
        "\(count) of the choices break \(rule.rule) (\(rule.title.en)); they were excluded and the"
        + " question was solved again. The bound is that of plans without them; that of all plans is"
        + " \(text) (\(answer.unit.en)).")
  }

  private static func nothingLeft(_ diagnostic: Diagnostic) -> Localized {
    Localized(
      zh: "排除违反规则的对象之后没有方案，因此仍给出违反规则的方案：\(diagnostic.message.zh)",
      en:
        "Without what breaks the rules there is no plan, so that this one, which breaks them, is shown:"
        + " \(diagnostic.message.en)")
  }
}

extension StudyAnswer {
  fileprivate func noting(_ note: Localized) -> StudyAnswer {
    var answer = self
    answer.notes.insert(note, at: 0)
    return answer
  }
}
