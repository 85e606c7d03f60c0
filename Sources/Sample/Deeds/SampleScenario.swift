import EventLog
import Governance

/// A scenario (情景) of the sample's plan: what an invented planner changes in a branch of it.
public struct SampleScenario: Sendable {
  public enum Change: Sendable, Equatable {
    /// Measures of stages after this one are left out.
    case onlyStages(through: Int)
    /// Villages stay: neither they nor the housing for their inhabitants are touched.
    case keepsVillages
    /// Inefficient industrial land (低效工业用地) becomes green space instead of renewed industry.
    case greensIndustry
  }

  public var name: String
  public var change: Change
  /// Days from the beginning of the sample's history.
  public var day: Int64

  public static let all = [
    SampleScenario(
      name: SampleDeeds.plan + "-首期", change: .onlyStages(through: 1), day: 45),
    SampleScenario(name: SampleDeeds.plan + "-留村", change: .keepsVillages, day: 46),
    SampleScenario(name: SampleDeeds.plan + "-增绿", change: .greensIndustry, day: 47),
  ]

  /// The class that a measure gets; `nil` to leave the measure out.
  public func landClass(of measure: DrawnMeasure) -> String? {
    switch change {
    case .onlyStages(let last):
      return (measure.stage ?? 1) > last ? nil : measure.landClass
    case .keepsVillages:
      let isHousing = measure.landClass == "0701" && measure.element == "城镇低效"
      return measure.element == "村庄" || isHousing ? nil : measure.landClass
    case .greensIndustry:
      let isIndustry = measure.landClass == "0601" && measure.element == "城镇低效"
      return isIndustry ? "0810" : measure.landClass
    }
  }

  /// The person who draws it, by their id in the sample's directory, and the day.
  public static let planner = "centre.2"
  public var time: Timestamp { SampleDeeds.start.adding(days: day).adding(seconds: 3600) }
}
