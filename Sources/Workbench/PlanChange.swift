import Foundation
import Geometry
import Groundwork

/// A requested change of one measure of a plan (JSON, `zhitu.change/1`).
///
/// ```json
/// {"measure": "ZZ0012", "class": "0101"}
/// {"measure": "ZZ0012", "geometry": {"type": "Polygon", "coordinates": [[[121.5, 29.9], …]]}}
/// {"action": "add", "measure": "new", "class": "0301", "crs": "workspace", "geometry": {…}}
/// {"action": "remove", "measure": "ZZ0012"}
/// ```
public struct PlanChange: Decodable, Sendable {
  public enum Action: String, Codable, Sendable {
    /// New ground, a new class, or both.
    case replace
    case add
    case remove
  }

  /// The coordinates of a geometry.
  public enum Coordinates: String, Codable, Sendable {
    /// Longitude and latitude in degrees.
    case degrees = "EPSG:4326"
    /// Those of the workspace, in metres.
    case workspace
  }

  public var action: Action
  /// The id of the measure.
  public var measure: String
  /// The number of the measure in its layer, where several have the id.
  public var fid: Int64?
  /// The code of the class in the plan's class system; `nil` leaves it unchanged.
  public var `class`: String?
  /// `nil` leaves it unchanged.
  public var geometry: GeoJSONPolygon?
  public var coordinates: Coordinates

  private enum Key: String, CodingKey, CaseIterable {
    case action, measure, fid, `class`, geometry, crs
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public init(
    _ action: Action = .replace, measure: String, class: String? = nil,
    geometry: GeoJSONPolygon? = nil, coordinates: Coordinates = .degrees
  ) {
    self.action = action
    self.measure = measure
    self.class = `class`
    self.geometry = geometry
    self.coordinates = coordinates
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    // Otherwise a misspelt name would give a change without effect.
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys
    where Key(stringValue: key.stringValue) == nil {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "‘\(key.stringValue)’ is none of "
            + Key.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    action = try container.decodeIfPresent(Action.self, forKey: .action) ?? .replace
    measure = try container.decode(String.self, forKey: .measure)
    fid = try container.decodeIfPresent(Int64.self, forKey: .fid)
    `class` = try container.decodeIfPresent(String.self, forKey: .class)
    geometry = try container.decodeIfPresent(GeoJSONPolygon.self, forKey: .geometry)
    coordinates = try container.decodeIfPresent(Coordinates.self, forKey: .crs) ?? .degrees
  }

  /// Reads one change.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `change.json`.
  public static func read(_ bytes: some Sequence<UInt8>) throws -> PlanChange {
    try decode(PlanChange.self, bytes)
  }

  /// Reads a file with one change, or with a list of changes to be made one after another.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `change.file`, `change.json`.
  public static func read(file: String) throws -> [PlanChange] {
    // Also from a pipe, such as that of `<(…)`.
    guard let handle = FileHandle(forReadingAtPath: file),
      let data = try? handle.readToEnd() ?? Data()
    else {
      throw Diagnostic(
        code: "change.file",
        Localized(zh: "文件无法读取。", en: "The file cannot be read."),
        remedy: Localized(zh: "检查路径和权限。", en: "Check path and permissions."), file: file)
    }
    do {
      let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
      return isList ? try decode([PlanChange].self, data) : [try decode(PlanChange.self, data)]
    } catch var diagnostic as Diagnostic {
      diagnostic.file = file
      throw diagnostic
    }
  }

  private static func decode<T: Decodable>(
    _ type: T.Type, _ bytes: some Sequence<UInt8>
  ) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      let reason = reason(error)
      throw Diagnostic(
        code: "change.json",
        Localized(zh: "改动无法读取：\(reason)", en: "The change cannot be read: \(reason)"),
        remedy: Localized(
          zh: "例：{\"measure\": \"图斑标识\", \"class\": \"0101\"}，"
            + "或以 \"geometry\" 给出 GeoJSON 面。",
          en:
            "For example {\"measure\": \"its id\", \"class\": \"0101\"}, or with a GeoJSON polygon"
            + " as \"geometry\"."))
    }
  }

  private static func reason(_ error: any Error) -> String {
    let context: DecodingError.Context
    switch error as? DecodingError {
    case .dataCorrupted(let found), .typeMismatch(_, let found), .valueNotFound(_, let found),
      .keyNotFound(_, let found):
      context = found
    default: return String(describing: error)
    }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + context.debugDescription
  }
}
