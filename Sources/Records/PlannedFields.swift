import Flow
import Geometry
import Groundwork
import Planning
import Storage
import Survey

/// The survey's own fields (DLTB 字段) of the planned layer.
///
/// A patch that no measure touches keeps all of them. For a remainder and a measure, the fields
/// that depend on ground and class are computed again (TD/T 1057: KCMJ = TBMJ × KCXS, TBDLMJ = TBMJ
/// − KCMJ), so that old and new values are never mixed.
public struct PlannedFields: Sendable {
  /// The fields, without those that the program makes (``OwnField``).
  public let columns: [Column]
  private let field: FieldFinder

  public init(_ columns: [Column]) {
    self.columns = columns.filter { !$0.name.lowercased().hasPrefix(OwnField.prefix) }
    field = FieldFinder(self.columns)
  }

  /// The values of the remainder of a base patch.
  public func remainder(_ values: [Value], area: Area) -> [Value] {
    var values = values
    setAreas(&values, area, ridgeShare: number("KCXS", values) ?? 0)
    return values
  }

  /// The values of a measure's ground.
  ///
  /// - Parameters:
  ///   - own: the plan's fields of the same names; null where the plan has none.
  ///   - ridgeShare: the share of field ridges (田坎系数); `nil` if unknown.
  ///   - slopeClass: of farmland; `nil` if unknown, or where the ground is none.
  public func measure(
    _ own: [Value], area: Area, class code: String, name: String, ridgeShare: Double?,
    slopeClass: Int? = nil
  ) -> [Value] {
    var values = own
    set("DLBM", &values, .text(code))
    set("DLMC", &values, .text(name))
    if let ridgeShare { set("KCXS", &values, .real(ridgeShare)) }
    // TD/T 1055: what is deducted from farmland is of class 1203 (田坎).
    if let ridgeShare, ridgeShare > 0 { set("KCDLBM", &values, .text("1203")) }
    if let slopeClass { set("GDPDJB", &values, .text(String(slopeClass))) }
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

  /// Sets a field, converted to its type; does nothing if the layer lacks the field.
  private func set(_ name: String, _ values: inout [Value], _ value: Value) {
    guard let at = field[name] else { return }
    switch columns[at].type {
    case .text: values[at] = value.string.map { .text($0) } ?? .null
    case .real: values[at] = value.number.map { .real($0) } ?? .null
    case .integer: values[at] = value.int64.map { .integer($0) } ?? .null
    }
  }
}
