import Foundation
import Groundwork
import StorageGeoPackage

/// A base map (底图) from a local MBTiles file: pictures or vector tiles. Nothing is asked of a network.
public final class BaseMap: Sendable {
  /// What its tiles are.
  public enum Format: String, Sendable, Codable, CaseIterable {
    case png, jpeg, webp
    /// Vector tiles (Mapbox Vector Tile), usually packed with gzip.
    case vector

    public var mediaType: String {
      self == .vector ? "application/vnd.mapbox-vector-tile" : "image/\(rawValue)"
    }
  }

  public let name: String
  public let format: Format
  public let zooms: ClosedRange<Int>
  /// West, south, east, north in degrees; `nil` where the file does not say so.
  public let bounds: [Double]?
  /// To whom the map belongs, as text without markup.
  public let attribution: String
  /// The names of the layers of vector tiles.
  public let layers: [String]
  private let file: MBTilesFile

  /// - Throws: Diagnostics `base-map.unreadable`, `base-map.format`.
  public init(path: String) throws {
    file = try MBTilesFile.open(path)
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let named = file.metadata["name"] ?? ""
    name = named.isEmpty ? stem : named
    zooms = file.zooms
    attribution = (file.metadata["attribution"] ?? "").replacingOccurrences(
      of: "<[^>]*>", with: "", options: .regularExpression)
    guard let format = BaseMap.format(of: file.sample) else {
      throw Diagnostic(
        code: "base-map.format",
        Localized(
          zh: "瓦片的格式“\(file.metadata["format"] ?? "")”无法显示。",
          en: "Tiles of the format ‘\(file.metadata["format"] ?? "")’ cannot be shown."),
        remedy: Localized(
          zh: "底图须为 PNG、JPEG、WebP 或矢量瓦片（pbf）。",
          en: "A base map must have PNG, JPEG, WebP or vector tiles (pbf)."),
        file: path)
    }
    self.format = format
    bounds = BaseMap.bounds(file.metadata["bounds"] ?? "")
    layers =
      format == .vector
      ? try BaseMap.layers(file.metadata["json"] ?? "", file: path) : []
  }

  /// The bytes of a tile; `nil` where the map has none.
  ///
  /// - Parameter row: From the north.
  public func tile(zoom: Int, column: Int, row: Int) throws -> [UInt8]? {
    try file.tile(zoom: zoom, column: column, row: row)
  }

  public static func isPacked(_ tile: [UInt8]) -> Bool { tile.starts(with: [0x1F, 0x8B]) }

  /// What a tile is, by its first bytes; what a file says about itself is often wrong.
  static func format(of tile: [UInt8]) -> Format? {
    if tile.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
    if tile.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if tile.count > 12, tile.starts(with: [0x52, 0x49, 0x46, 0x46]),
      tile[8..<12].elementsEqual([0x57, 0x45, 0x42, 0x50])
    {
      return .webp
    }
    // A vector tile is a message whose first field, `layers`, has number 3 and a length.
    if isPacked(tile) || tile.first == 0x1A { return .vector }
    return nil
  }

  private static func bounds(_ text: String) -> [Double]? {
    let numbers = text.split(separator: ",").compactMap {
      Double($0.trimmingCharacters(in: .whitespaces))
    }
    guard numbers.count == 4, numbers.allSatisfy(\.isFinite), numbers[0] < numbers[2],
      numbers[1] < numbers[3], abs(numbers[0]) <= 180, abs(numbers[2]) <= 180,
      abs(numbers[1]) <= 90, abs(numbers[3]) <= 90
    else { return nil }
    return numbers
  }

  private struct Description: Decodable {
    struct Layer: Decodable { var id: String }
    var layers: [Layer]

    enum CodingKeys: String, CodingKey { case layers = "vector_layers" }
  }

  /// The layers that the JSON of the file lists.
  private static func layers(_ text: String, file: String) throws -> [String] {
    do {
      return try JSONDecoder().decode(Description.self, from: Data(text.utf8)).layers
        .map(\.id)
    } catch {
      throw Diagnostic(
        code: "base-map.layers",
        Localized(
          zh: "矢量底图没有说明其图层（metadata 的 json、vector_layers）。",
          en: "The vector tiles do not list their layers (vector_layers in the metadata's json)."),
        file: file)
    }
  }
}
