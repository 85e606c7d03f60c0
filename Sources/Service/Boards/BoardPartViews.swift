import EventLog
import Governance
import Groundwork
import Policy
import Workbench

struct BoardForecastView: Encodable {
  struct Year: Encodable {
    var year: Int
    var value: Double
    var accepted: Int
    var byRate: Int
    var byCard: Int
    var lateByRate: Int
    var lateByCard: Int
  }

  var years: [Year]
  var undated: Double
  var undatedCount: Int
  var dropped: Double

  init(_ forecast: BoardForecast) {
    years = forecast.years.map {
      Year(
        year: $0.year, value: $0.value.double, accepted: $0.accepted, byRate: $0.byRate,
        byCard: $0.byCard, lateByRate: $0.lateByRate, lateByCard: $0.lateByCard)
    }
    undated = forecast.undated.double
    undatedCount = forecast.undatedCount
    dropped = forecast.dropped.double
  }
}

struct BoardAreaView: Encodable {
  var code: String
  var value: Double
  var accepted: Double
  var underway: Double
  var projects: [String]

  init(_ area: BoardArea) {
    code = area.code
    value = area.value.double
    accepted = area.accepted.double
    underway = area.underway.double
    projects = area.projects
  }
}

struct BoardAlertView: Encodable {
  var kind: String
  var title: Localized
  var target: String
  var id: String
  var text: Localized
  @Nullable var days: Int64?
  var delivery: String
  var at: String

  init(_ alert: BoardAlert) {
    kind = alert.kind.rawValue
    title = alert.title
    target = alert.target.rawValue
    id = alert.id
    text = alert.text
    days = alert.days
    delivery = alert.delivery.rawValue
    at = alert.at.iso8601
  }
}
