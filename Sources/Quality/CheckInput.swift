import Classes
import Geodesy
import Geometry
import Groundwork

/// A layer in memory, as the quality checks want it.
public struct CheckLayer: Sendable {
  public var name: String
  public var columns: [Column]
  public var features: [Feature]
  private let positions: [String: Int]

  public init(name: String, columns: [Column], features: [Feature]) {
    self.name = name
    self.columns = columns
    self.features = features
    positions = Dictionary(
      columns.enumerated().map { ($1.name.uppercased(), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The position of a column, whatever its case.
  public func position(of column: String) -> Int? {
    positions[column] ?? positions[column.uppercased()]
  }

  /// A value; null where the layer has no such column.
  func value(_ feature: Feature, _ column: String) -> Value {
    guard let position = position(of: column), position < feature.values.count else {
      return .null
    }
    return feature.values[position]
  }

  /// A text without blanks around it, `nil` where there is none.
  func text(_ feature: Feature, _ column: String) -> String? {
    guard let text = value(feature, column).string else { return nil }
    var plain = text[...]
    while plain.first?.isWhitespace == true { plain.removeFirst() }
    while plain.last?.isWhitespace == true { plain.removeLast() }
    return plain.isEmpty ? nil : String(plain)
  }

  /// The feature's own id: BSM, else Zhitu's id, else its number.
  func id(_ feature: Feature) -> String {
    text(feature, "ZT_ID") ?? text(feature, "BSM") ?? "\(feature.fid)"
  }

  /// Whether the layer has the fields of the survey's land-class patches (DLTB).
  var hasSurveyFields: Bool {
    ["BSM", "DLBM", "TBMJ"].allSatisfy { position(of: $0) != nil }
  }
}

/// What is to be checked.
public struct CheckInput: Sendable {
  public var patches: CheckPatches
  /// The village units (村级调查区 CJDCQ), if there are any: code ZLDWDM, control area DCMJ.
  public var villages: CheckLayer?
  /// The administrative units (行政区 XZQ), if there are any: code XZQDM, control area DCMJ.
  public var counties: CheckLayer?
  /// The system of the coordinates, wanted for the official area.
  public var crs: CoordinateReferenceSystem?
  /// The system of DLBM.
  public var classSystem: LandClassSystem

  public init(
    patches: CheckPatches, villages: CheckLayer? = nil, counties: CheckLayer? = nil,
    crs: CoordinateReferenceSystem? = nil, classSystem: LandClassSystem = .sd3Work
  ) {
    self.patches = patches
    self.villages = villages
    self.counties = counties
    self.crs = crs
    self.classSystem = classSystem
  }

  /// As ``init(patches:villages:counties:crs:classSystem:)``, with patches in memory.
  public init(
    patches: CheckLayer, villages: CheckLayer? = nil, counties: CheckLayer? = nil,
    crs: CoordinateReferenceSystem? = nil, classSystem: LandClassSystem = .sd3Work
  ) {
    self.init(
      patches: CheckPatches(patches), villages: villages, counties: counties, crs: crs,
      classSystem: classSystem)
  }
}

extension Value {
  /// The value as a whole number of 0.01, `nil` for null and text that is no number.
  var hundredths: Int64? {
    guard let number, abs(number) < 1e15 else { return nil }
    return Int64((number * 100).rounded(.toNearestOrAwayFromZero))
  }

  /// Null, blank text, or a number 0 in a field where that stands for nothing.
  var isBlankOrZero: Bool {
    switch self {
    case .null: true
    case .integer(let value): value == 0
    case .real(let value): value == 0
    case .text(let value): value.allSatisfy(\.isWhitespace) || Double(value) == 0
    }
  }

  /// Null or blank text.
  var isBlank: Bool {
    switch self {
    case .null: true
    case .text(let value): value.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}
