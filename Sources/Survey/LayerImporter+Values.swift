import Classes
import Geometry
import Groundwork
import VectorFiles

extension LayerImporter {
  /// The program's own values of a feature, in the order of its role's fields.
  mutating func ownValues(
    _ feature: SourceFeature, _ id: String, _ geometry: MultiPolygon
  ) throws -> [Value] {
    switch plan.role {
    case .survey:
      let found = try classifier.read(feature.values, id)
      let planar = Area(roundingSquareMetres: geometry.planarSquareMetres)
      return [
        .text(id), found.code, found.name, found.level1, found.category, found.source,
        .integer(try area(geometry).hundredths),
        planar.map { .integer($0.hundredths) } ?? .null,
      ]
    case .plan:
      let found = try classifier.read(feature.values, id)
      var own: [Value] = [.text(id), found.code, found.name, found.level1, found.category]
      if let planFields {
        do throws(PlanFields.Mistake) {
          own += try planFields.values(of: feature.values)
        } catch {
          throw Fault(reason: error.reason, detail: error.detail, keepsGeometry: true)
        }
      }
      own.append(.integer(try area(geometry).hundredths))
      return own
    default:
      return [
        .text(id), text(feature.values, plan.nameColumn), zone(feature.values, id),
        .integer(try area(geometry).hundredths),
      ]
    }
  }

  private func text(_ values: [Value], _ column: Int?) -> Value {
    guard let column, let text = values[column].string, !text.isEmpty else { return .null }
    return .text(text)
  }

  /// The zones of the urban development boundary by their full names (集中建设区, 弹性发展区,
  /// 特别用途区); other zones as they are.
  private mutating func zone(_ values: [Value], _ id: String) -> Value {
    let given = text(values, plan.zoneColumn)
    guard plan.role == .udb, let name = given.string else { return given }
    let zones = ["集中建设": "集中建设区", "弹性发展": "弹性发展区", "特别用途": "特别用途区"]
    if let found = zones.first(where: { name.contains($0.key) }) { return .text(found.value) }
    self.zones.add(name)
    return given
  }
}

/// Keeps ids apart: the first feature keeps its id, the next with the same gets `#2`, then `#3`.
struct IDRegister {
  private let areFileNumbers: Bool
  private var seen: [String: Int] = [:]
  private(set) var repeated = Tally()
  private(set) var missing = Tally()
  /// Features whose id is a floating-point number too large to be exact.
  var lossy = Tally()

  /// - Parameter areFileNumbers: the ids are the features' numbers in the file, already unique.
  init(areFileNumbers: Bool) {
    self.areFileNumbers = areFileNumbers
  }

  /// A unique id made of the feature's own; a feature without one gets `@` and its number.
  mutating func unique(_ raw: String?, fid: Int64) -> String {
    if areFileNumbers { return raw ?? String(fid) }
    guard let raw else {
      missing.add(String(fid))
      return "@\(fid)"
    }
    guard let count = seen[raw] else {
      seen[raw] = 1
      return raw
    }
    repeated.add(raw)
    var number = count + 1
    while seen["\(raw)#\(number)"] != nil { number += 1 }
    seen[raw] = number
    seen["\(raw)#\(number)"] = 1
    return "\(raw)#\(number)"
  }
}

/// Reads the class of each feature and remembers what was odd.
struct Classifier {
  /// The class values of a feature as they go into the columns.
  struct Reading {
    var code: Value
    var name: Value
    var level1: Value
    var category: Value
    var source: Value

    init(_ landClass: LandClass, source: Value) {
      code = .text(landClass.code)
      name = .text(landClass.name.zh)
      level1 = .text(landClass.level1)
      category = .text(landClass.category.rawValue)
      self.source = source
    }

    init() {
      code = .null
      name = .null
      level1 = .null
      category = .null
      source = .null
    }
  }

  private enum Kind { case fine, nameWins, nameUnknown, zeroRestored, group }

  private struct Known {
    var kind: Kind
    var reading: Reading
  }

  private let source: ClassSource
  private var known: [[Value]: Known] = [:]
  private(set) var conflicts = Tally()
  private(set) var unknownNames = Tally()
  private(set) var groups = Tally()
  /// Codes that had lost their leading zero, and what they were taken for.
  private(set) var restored: [String: String] = [:]
  private(set) var restoredCount = 0
  private(set) var missing = 0
  /// Values without a class and how many features have them.
  private(set) var unknown: [String: Int] = [:]

  init(_ source: ClassSource) {
    self.source = source
  }

  /// The class of a feature.
  /// - Throws: a fault that names the value if there is none.
  mutating func read(_ values: [Value], _ id: String) throws -> Reading {
    let key: [Value]
    switch source {
    case .none: return Reading()
    case .crosswalk(_, let column): key = [values[column]]
    case .codes(_, let column, let names):
      key = [values[column], names.map { values[$0] } ?? .null]
    }
    let found: Known
    if let cached = known[key] {
      found = cached
    } else {
      found = try resolve(key)
      known[key] = found
    }
    switch found.kind {
    case .fine: break
    case .nameWins: conflicts.add(id)
    case .nameUnknown: unknownNames.add(id)
    case .zeroRestored: restoredCount += 1
    case .group: groups.add(id)
    }
    return found.reading
  }

  private mutating func resolve(_ key: [Value]) throws -> Known {
    guard let text = Crosswalk.key(key[0]) ?? key.dropFirst().first.flatMap(Crosswalk.key) else {
      missing += 1
      throw LayerImporter.Fault(
        reason: .classMissing, detail: Localized(zh: "没有地类。", en: "It has no class."),
        keepsGeometry: true)
    }
    switch source {
    case .none: return Known(kind: .fine, reading: Reading())
    case .crosswalk(let crosswalk, _):
      guard let entry = crosswalk.entry(for: key[0]) else {
        throw unknown(
          text, Localized(zh: "对照“\(crosswalk.name)”", en: "crosswalk \(crosswalk.name)"))
      }
      return Known(kind: .fine, reading: Reading(entry.target, source: .text(text)))
    case .codes(let system, _, _):
      let reading = ClassReading(
        code: key[0].string, name: key.dropFirst().first?.string, system: system)
      guard let landClass = reading.landClass else {
        throw unknown(text, Localized(system.rawValue))
      }
      let kind: Kind =
        switch reading {
        case .nameWins: .nameWins
        case .nameUnknown: .nameUnknown
        case .zeroRestored: .zeroRestored
        default: landClass.isGroup ? .group : .fine
        }
      if kind == .zeroRestored { restored[text] = landClass.code }
      return Known(kind: kind, reading: Reading(landClass, source: .text(text)))
    }
  }

  private mutating func unknown(_ value: String, _ place: Localized) -> LayerImporter.Fault {
    let shown = value.count > 60 ? value.prefix(60) + "…" : value[...]
    unknown[String(shown), default: 0] += 1
    return LayerImporter.Fault(
      reason: .classUnknown,
      detail: Localized(
        zh: "\(place.zh)中没有地类值“\(shown)”。", en: "\(place.en) does not have the class \"\(shown)\"."
      ), keepsGeometry: true)
  }
}

/// Finds out in which unit a layer states its areas: red lines come in km² and in m².
struct AreaUnitTally {
  private static let units: [(name: Localized, squareMetres: Double)] = [
    (Localized("m²"), 1), (Localized("km²"), 1_000_000), (Localized(zh: "公顷", en: "ha"), 10_000),
    (Localized(zh: "亩", en: "mu"), 2000.0 / 3),
  ]
  private var counts = [0, 0, 0, 0]
  private var others = 0

  /// Compares one stated value with the planar area in m²; agreement means within three percent,
  /// wider than any projection in use and narrower than any two units.
  mutating func add(stated: Double?, planar: Double) {
    guard let stated, stated > 0, planar > 0 else { return }
    let unit = AreaUnitTally.units.firstIndex { abs(stated * $0.squareMetres / planar - 1) < 0.03 }
    if let unit { counts[unit] += 1 } else { others += 1 }
  }

  /// What to tell the user: nothing if all areas are in m².
  func diagnostic(file: String, layer: String, field: String) -> Diagnostic? {
    let total = counts.reduce(0, +) + others
    guard total > 0, counts[0] < total else { return nil }
    let units = counts.indices.filter { counts[$0] > 0 }
    if let only = units.first, units.count == 1, others * 10 < total {
      guard only > 0 else { return nil }
      let name = AreaUnitTally.units[only].name
      return Diagnostic(
        .info, code: "import.area-unit",
        Localized(
          zh: "字段 \(field) 的面积单位是\(name.zh)，不是 m²。",
          en: "The areas in \(field) are in \(name.en), not in m²."), file: file, layer: layer,
        field: field)
    }
    return Diagnostic(
      .warning, code: "import.area-unit",
      Localized(
        zh: "字段 \(field) 中有 \(total - counts[0]) 个面积与图形不符（按 m²）。",
        en: "\(total - counts[0]) areas in \(field) do not agree with the geometry (as m²)."),
      remedy: Localized(zh: "核对面积及其单位。", en: "Check the areas and their unit."), file: file,
      layer: layer, field: field)
  }
}
