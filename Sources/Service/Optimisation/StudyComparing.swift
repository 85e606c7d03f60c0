import Foundation
import Groundwork
import Workbench

/// What a Pareto front is asked along.
struct StudyFrontQuestion: Decodable, Sendable {
  var axes: [StudyAxis]
}

struct StudyAlternativesQuestion: Decodable, Sendable {
  var count: Int?
}

/// A Pareto front for the page.
struct StudyFrontView: Encodable {
  struct Axis: Encodable {
    var axis: String
    var title: Localized
    var isLargeGood: Bool

    init(_ axis: StudyAxis) {
      self.axis = axis.rawValue
      title = axis.title
      isLargeGood = axis.isLargeGood
    }
  }

  struct Point: Encodable {
    /// `nil` where no plan was found.
    @Nullable var answer: String?
    var asked: [Double]
    var reached: [Double]
    @Nullable var value: Double?
    @Nullable var bound: Double?
    @Nullable var gap: Double?
    var isDominated: Bool
    @Nullable var fault: Localized?
    /// Rules that block and that the plan breaks; `nil` where it was not laid.
    @Nullable var broken: [String]?
  }

  var unit: Localized
  var isLargeGood: Bool
  var axes: [Axis]
  var points: [Point]
}

/// Further plans for the page.
struct StudyAlternativesView: Encodable {
  struct Plan: Encodable {
    var answer: String
    var value: Double
    var worse: Double
    /// In per cent of the value of the best.
    var percent: Double
    var comesIn: Int
    var goes: Int
    /// Rules that block and that the plan breaks; `nil` where it was not laid.
    @Nullable var broken: [String]?
  }

  var unit: Localized
  var plans: [Plan]
}

/// The work of comparing: every plan found is put on the desk, so that it can be looked at.
struct StudyComparing: Sendable {
  let known: StudyDesk.Answer
  let desk: StudyDesk

  private func put(_ answer: StudyAnswer, since start: ContinuousClock.Instant) -> String {
    let made = StudyDesk.Answer(
      id: UUID().uuidString.lowercased(), solver: known.solver, ground: known.ground,
      answer: answer, isStopped: false, seconds: (ContinuousClock.now - start) / .seconds(1))
    desk.put(made)
    return made.id
  }

  func front(_ axes: [StudyAxis], _ job: Job) throws -> StudyFrontView {
    let start = ContinuousClock.now
    let points = try known.solver.front(of: known.answer, along: axes, job: job)
    return StudyFrontView(
      unit: known.answer.unit, isLargeGood: known.answer.isLargeGood,
      axes: axes.map(StudyFrontView.Axis.init),
      points: points.map { point in
        let document = point.answer?.document
        return StudyFrontView.Point(
          answer: point.answer.map { put($0, since: start) }, asked: point.asked,
          reached: point.reached, value: document?.value, bound: document?.bound,
          gap: document?.gap, isDominated: point.isDominated, fault: point.fault,
          broken: document?.trial?.broken)
      })
  }

  func alternatives(_ count: Int, _ job: Job) throws -> StudyAlternativesView {
    let start = ContinuousClock.now
    let found = try known.solver.alternatives(to: known.answer, count: count, job: job)
    return StudyAlternativesView(
      unit: known.answer.unit,
      plans: found.map { one in
        let document = one.answer.document
        return StudyAlternativesView.Plan(
          answer: put(one.answer, since: start), value: document.value, worse: one.worse,
          percent: 100 * one.share, comesIn: one.comesIn, goes: one.goes,
          broken: document.trial?.broken)
      })
  }
}
