import Flow
import Geometry
import Groundwork
import Planning
import Storage
import Survey

/// The survey's own fields (DLTB 字段) of the planned layer.
///
/// A patch that no measure touches keeps all of them. Of a remainder, and of a measure, the fields
/// that follow from ground and class are worked out anew (TD/T 1057: KCMJ = TBMJ × KCXS, TBDLMJ =
/// TBMJ − KCMJ), so that no old area or class stands beside a new one.
public struct PlannedFields: Sendable {
  /// The fields, without those that the program makes (``OwnField``).
  public let columns: [Column]
  private let field: FieldFinder

  public init(_ columns: [Column]) {
    self.columns = columns.filter { !$0.name.lowercased().hasPrefix(OwnField.prefix) }
    field = FieldFinder(self.columns)
  }

  /// The values of what measures leave of a base patch.
  public func remainder(_ values: [Value], area: Area) -> [Value] {
    var values = values
    setAreas(&values, area, ridgeShare: number("KCXS", values) ?? 0)
    return values
  }

  /// The values of a measure's ground.
  ///
  /// - Parameters:
  ///   - own: the plan's fields of the same names; null where the plan has none.
  ///   - ridgeShare: the share of field ridges (田坎系数); `nil` if it is not known.
  public func measure(
    _ own: [Value], area: Area, class code: String, name: String, ridgeShare: Double?
  ) -> [Value] {
    var values = own
    set("DLBM", &values, .text(code))
    set("DLMC", &values, .text(name))
    if let ridgeShare { set("KCXS", &values, .real(ridgeShare)) }
    setAreas(&values, area, ridgeShare: ridgeShare)
    return values
  }

  private func setAreas(_ values: inout [Value], _ area: Area, ridgeShare: Double?) {
    set("TBMJ", &values, .real(area.squareMetres))
    let ridges = ridgeShare.flatMap { Area(roundingSquareMetres: area.squareMetres * $0) }
    set("KCMJ", &values, ridges.map { .real($0.squareMetres) } ?? .null)
    set("TBDLMJ", &values, ridges.map { .real((area - $0).squareMetres) } ?? .null)
  }

  private func number(_ name: String, _ values: [Value]) -> Double? {
    field[name].flatMap { values[$0].number }
  }

  /// Puts a value into a field in the type that the field has; nothing happens without the field.
  private func set(_ name: String, _ values: inout [Value], _ value: Value) {
    guard let at = field[name] else { return }
    switch columns[at].type {
    case .text: values[at] = value.string.map { .text($0) } ?? .null
    case .real: values[at] = value.number.map { .real($0) } ?? .null
    case .integer: values[at] = value.int64.map { .integer($0) } ?? .null
    }
  }
}
