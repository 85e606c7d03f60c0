import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Programme

/// The states to diagnose, the settings, and the division into areas.
public struct DiagnosisRequest: Sendable {
  /// The division of the land into areas.
  public enum Division: Sendable {
    /// No division.
    case none
    /// By the administrative codes of the patches.
    case code(Level, of: Place)
    /// By the polygons of a layer of the workspace, such as its townships.
    case layer(String)
    /// By drawn polygons.
    case drawn([Drawn])
  }

  public enum Level: String, Sendable, CaseIterable, Codable {
    case county, town, village

    /// The number of digits of the code that identify the unit.
    var digits: Int {
      switch self {
      case .county: 6
      case .town: 9
      case .village: 12
      }
    }

    var kind: DiagnosisArea.Kind {
      switch self {
      case .county: .county
      case .town: .town
      case .village: .village
      }
    }
  }

  /// The code of a patch that identifies the unit.
  public enum Place: String, Sendable, CaseIterable, Codable {
    /// The location (坐落, ZLDWDM).
    case location
    /// The owner (权属, QSDWDM).
    case ownership
  }

  /// A polygon with a name.
  public struct Drawn: Sendable {
    public var name: String
    public var geometry: GeoJSONPolygon

    public init(name: String, geometry: GeoJSONPolygon) {
      self.name = name
      self.geometry = geometry
    }
  }

  /// Epochs and plans, side by side; the others are compared with the first.
  public var states: [String]
  /// The epoch that plans are laid on; the earliest by default.
  public var base: String?
  public var division: Division
  public var settings: DiagnosisSettings
  public var area: AreaKind

  public init(
    states: [String], base: String? = nil, division: Division = .none,
    settings: DiagnosisSettings, area: AreaKind = .official
  ) {
    self.states = states
    self.base = base
    self.division = division
    self.settings = settings
    self.area = area
  }
}

extension DiagnosisSettings {
  /// The settings in a file; without a file, the default settings.
  public static func read(file: String?) throws -> DiagnosisSettings {
    let path = try file ?? ProgramHome.path("Policies/diagnosis/default.yaml")
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "diagnosis.settings",
        Localized(
          zh: "参数文件无法读取，或不是 UTF-8 文本。",
          en: "The file of settings cannot be read, or is no UTF-8 text."),
        remedy: Localized(zh: "检查路径、权限和编码。", en: "Check path, permissions and encoding."),
        file: path)
    }
    return try DiagnosisSettings(yaml: text, file: path)
  }
}

extension DiagnosisRequest.Drawn {
  private struct Collection: Decodable {
    struct Feature: Decodable {
      struct Properties: Decodable { var name: String? }
      var properties: Properties?
      var geometry: GeoJSONPolygon
    }

    var features: [Feature]
  }

  /// The polygons of a GeoJSON file in degrees: a geometry, or a collection of features with a
  /// property `name`.
  ///
  /// - Throws: Diagnostic `diagnosis.area-file`.
  public static func read(file: String) throws -> [DiagnosisRequest.Drawn] {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: file))
      if let one = try? JSONDecoder().decode(GeoJSONPolygon.self, from: data) {
        return [Self(name: name, geometry: one)]
      }
      let all = try JSONDecoder().decode(Collection.self, from: data).features
      return all.enumerated().map { number, feature in
        Self(
          name: feature.properties?.name ?? (all.count == 1 ? name : "\(name) \(number + 1)"),
          geometry: feature.geometry)
      }
    } catch {
      throw Diagnostic(
        code: "diagnosis.area-file",
        Localized(
          zh: "范围文件读不懂：\(error)", en: "The file of areas cannot be read: \(error)"),
        remedy: Localized(
          zh: "给出 GeoJSON 面（经纬度），或带 name 属性的要素集合。",
          en: "Give a GeoJSON polygon in degrees, or a collection of features with a name."),
        file: file)
    }
  }
}
