import Flow
import Foundation
import Groundwork
import Programme

/// A diagnosis as JSON (`zhitu.diagnosis/1`): values, with the meanings of the columns.
public struct DiagnosisDocument: Encodable, Sendable {
  /// The meaning of a value, with its formula and source.
  public struct Meaning: Encodable, Sendable {
    public var id: String
    public var name: Localized
    public var unit: Localized
    public var formula: String
    public var source: String
    public var direction: Metric.Direction

    init(_ id: String, _ description: Metric.Description) {
      self.id = id
      name = description.name
      unit = description.unit
      formula = description.formula
      source = description.source
      direction = description.direction
    }
  }

  public struct Named: Encodable, Sendable {
    public var id: String
    public var name: Localized
  }

  public struct State: Encodable, Sendable {
    public var name: String
    public var isPlan: Bool
    public var villageGround: DiagnosedGround.VillageGround
    public var sections: [Section]
  }

  public struct Section: Encodable, Sendable {
    public var kind: DiagnosisArea.Kind
    public var code: String
    public var name: String
    public var patches: StructureDiagnosis.Tally
    /// Parallel to `subjects`; the inner arrays are parallel to `metrics`.
    public var metrics: [[Double?]]
    /// Parallel to `figures`.
    public var figures: [Double?]
    public var slopes: [ClassArea]
    public var grades: [ClassArea]
    public var owners: [Owner]
    public var farmlandWithoutOwner: Area
  }

  /// Farmland of a slope class or grade; null for land without one.
  public struct ClassArea: Encodable, Sendable {
    public var number: Int?
    public var area: Area

    private enum CodingKeys: CodingKey { case number, area }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(number, forKey: .number)
      try container.encode(area, forKey: .area)
    }

    static func list(_ areas: [Int?: Area]) -> [ClassArea] {
      areas.sorted { ($0.key ?? .max) < ($1.key ?? .max) }
        .map { ClassArea(number: $0.key, area: $0.value) }
    }
  }

  public struct Owner: Encodable, Sendable {
    public var code: String
    public var name: String
    public var fields: Int
    public var area: Area
    public var simmons: Double
    public var januszewski: Double
  }

  public var schema = "zhitu.diagnosis/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var areaKind: AreaKind
  public var settings: DiagnosisSettings
  public var subjects: [Named]
  public var metrics: [Meaning]
  public var figures: [Meaning]
  public var states: [State]
  public var warnings: [Diagnostic]

  public init(_ report: DiagnosisReport) {
    synthetic = report.isSynthetic
    areaKind = report.areaKind
    settings = report.settings
    warnings = report.warnings
    subjects = DiagnosisSubject.allCases.map { Named(id: $0.rawValue, name: $0.name) }
    metrics = Metric.allCases.map { Meaning($0.rawValue, $0.description) }
    let first = report.states.first?.diagnosis.sections.first
    figures = (first?.figures(report.settings) ?? []).map { Meaning($0.id, $0.description) }
    states = report.states.map { state in
      State(
        name: state.name, isPlan: state.isPlan, villageGround: state.diagnosis.villageGround,
        sections: state.diagnosis.sections.map { Section($0, report.settings) })
    }
  }

  /// Names in snake case, keys sorted, so that equal diagnoses give equal bytes.
  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }

  static func encoder(isPretty: Bool = false) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }

  /// One line for each value: state, area, subject, metric, value, and its source.
  public func csv(_ language: Language) -> String {
    var text = CSV.line([
      "state", "area_kind", "area_code", "area_name", "subject", "metric", "name", "unit", "value",
      "formula", "source",
    ])
    for state in states {
      for section in state.sections {
        let area = [state.name, section.kind.rawValue, section.code, section.name]
        func add(_ subject: String, _ meaning: Meaning, _ value: Double?) {
          text += CSV.line(
            area + [
              subject, meaning.id, meaning.name[language], meaning.unit[language],
              value.map { "\($0)" } ?? "", meaning.formula, meaning.source,
            ])
        }
        for (subject, values) in zip(subjects, section.metrics) {
          for (meaning, value) in zip(metrics, values) { add(subject.id, meaning, value) }
        }
        for (meaning, value) in zip(figures, section.figures) { add("", meaning, value) }
      }
    }
    return text
  }
}

extension DiagnosisDocument.Section {
  init(_ section: StructureDiagnosis.Section, _ settings: DiagnosisSettings) {
    kind = section.kind
    code = section.code
    name = section.name
    patches = section.patches
    metrics = section.rows.map { row in Metric.allCases.map { row.value($0) } }
    figures = section.figures(settings).map(\.value)
    slopes = DiagnosisDocument.ClassArea.list(section.farmlandBySlope)
    grades = DiagnosisDocument.ClassArea.list(section.farmlandByGrade)
    owners = section.owners.map {
      DiagnosisDocument.Owner(
        code: $0.owner.code, name: $0.owner.name, fields: $0.fields.count, area: $0.fields.area,
        simmons: $0.simmons, januszewski: $0.januszewski)
    }
    farmlandWithoutOwner = section.farmlandWithoutOwner
  }
}
