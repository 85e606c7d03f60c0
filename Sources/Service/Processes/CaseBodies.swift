import Governance
import Groundwork

extension CaseRoutes {
  /// The body of a new case.
  struct StartBody: Decodable {
    var process: String
    var jurisdiction: String?
    var subject: String
    var title: String
    var area: String
  }

  /// The body of an act; the form knows which fields a verb needs.
  struct ActBody: Decodable {
    var verb: ProcessVerb
    var to: String?
    var task: String?
    var note: String?
    var disposal: String?
    var opinion: ProcessTask.Opinion?
    var demands: [ProcessForm.Demand]?
    var package: String?
    var person: String?
    var organisations: [String]?
    var before: Bool?
    var until: String?
    /// The day on which an objection came in.
    var received: String?
    var document: String?
    var name: String?
    /// The document in base 64.
    var content: String?
    var fact: String?
    var value: Bool?
    var condition: String?
    var days: Int?
    var calendar: Bool?
    var pin: Pin?

    struct Pin: Decodable {
      var kind: ReviewPin.Kind
      var target: String?
      /// Longitude and latitude in degrees.
      var place: [Double]?

      var pin: ReviewPin {
        func whole(_ index: Int) -> Int64? {
          guard let place, place.count == 2, abs(place[index]) <= 180 else { return nil }
          return Int64((place[index] * 1e7).rounded())
        }
        return ReviewPin(kind, target ?? "", longitude: whole(0), latitude: whole(1))
      }
    }

    var form: ProcessForm {
      var form = ProcessForm(verb)
      form.to = to
      form.task = task
      form.note = note
      form.disposal = disposal
      form.opinion = opinion
      form.demands = demands
      form.package = package
      form.person = person
      form.organisations = organisations
      form.before = before
      form.until = until
      form.received = received
      form.document = document
      form.fileName = content == nil ? nil : name
      form.fact = fact
      form.value = value
      form.condition = condition
      form.days = days
      form.calendarDays = calendar
      form.pin = pin?.pin
      return form
    }
  }
}
