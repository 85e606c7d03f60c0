import CGDAL
import Foundation
import Groundwork

/// The messages that GDAL gave while it was watched.
final class GDALMessages {
  private(set) var failures: [String] = []
  private(set) var warnings: [String] = []
  /// Messages kept at most; a damaged file can give one for each feature.
  private static let limit = 100

  fileprivate func add(_ level: CPLErr, _ text: String) {
    if level.rawValue >= CE_Failure.rawValue {
      if failures.count < GDALMessages.limit { failures.append(text) }
    } else if level == CE_Warning, warnings.count < GDALMessages.limit {
      warnings.append(text)
    }
  }

  /// Takes the failures out, so that the next ones are new.
  func takeFailures() -> [String] {
    defer { failures = [] }
    return failures
  }
}

/// The way into GDAL: registration of its drivers, and its messages caught instead of printed.
enum GDALSession {
  private static let registered: Void = GDALAllRegister()

  /// Runs `body` with the messages of GDAL on this thread going to a box of their own.
  static func watch<T>(_ body: (GDALMessages) throws -> T) rethrows -> T {
    _ = registered
    let messages = GDALMessages()
    CPLPushErrorHandlerEx(
      { level, _, text in
        guard let text, let data = CPLGetErrorHandlerUserData() else { return }
        Unmanaged<GDALMessages>.fromOpaque(data).takeUnretainedValue()
          .add(level, String(cString: text))
      }, Unmanaged.passUnretained(messages).toOpaque())
    defer {
      CPLPopErrorHandler()
      CPLErrorReset()
    }
    return try withExtendedLifetime(messages) { try body(messages) }
  }

  /// The strings of a list that GDAL made, which is freed.
  static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    guard let list else { return [] }
    defer { CSLDestroy(list) }
    var result: [String] = []
    var next = list
    while let text = next.pointee {
      result.append(String(cString: text))
      next += 1
    }
    return result
  }

  /// Calls `body` with settings of GDAL that hold for this thread.
  static func withSettings<T>(_ settings: [String: String], _ body: () throws -> T) rethrows -> T {
    for (name, value) in settings { CPLSetThreadLocalConfigOption(name, value) }
    defer { for name in settings.keys { CPLSetThreadLocalConfigOption(name, nil) } }
    return try body()
  }

  /// Calls `body` with the encoding of the names in a ZIP archive that do not state theirs.
  static func withZipNames<T>(_ encoding: String?, _ body: () throws -> T) rethrows -> T {
    try withSettings(encoding.map { ["CPL_ZIP_ENCODING": $0] } ?? [:], body)
  }

  /// Calls `body` with the options as GDAL wants them.
  static func withOptions<T>(
    _ options: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> T
  ) rethrows -> T {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for option in options { list = CSLAddString(list, option) }
    defer { CSLDestroy(list) }
    return try body(
      UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self))
  }

  /// The size of a file and whether it is a folder; `nil` if it does not exist. Understands the
  /// paths of GDAL into archives.
  static func stat(_ path: String) -> (size: Int, isFolder: Bool)? {
    if !path.hasPrefix("/vsi") {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
      if isFolder.boolValue { return (0, true) }
    }
    guard let file = VSIFOpenL(path, "rb") else {
      return path.hasPrefix("/vsi") ? (list(path).isEmpty ? nil : (0, true)) : (0, false)
    }
    defer { VSIFCloseL(file) }
    guard VSIFSeekL(file, 0, SEEK_END) == 0 else { return (0, false) }
    return (Int(VSIFTellL(file)), false)
  }

  /// Up to `count` bytes of a file from `offset`; `nil` if it cannot be opened.
  static func bytes(_ path: String, from offset: Int = 0, count: Int) -> [UInt8]? {
    guard let file = VSIFOpenL(path, "rb") else { return nil }
    defer { VSIFCloseL(file) }
    guard VSIFSeekL(file, vsi_l_offset(offset), SEEK_SET) == 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = VSIFReadL(buffer.baseAddress, 1, count, file)
    }
  }

  /// The names of everything inside a folder or an archive, folders with a slash at the end.
  static func list(_ folder: String) -> [String] {
    strings(VSIReadDirRecursive(folder))
  }
}

/// A longitude-latitude box in degrees, the area for which a coordinate system is meant.
public struct GeographicBox: Sendable, Hashable {
  public var west: Double
  public var south: Double
  public var east: Double
  public var north: Double

  public init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// The box grown by so many degrees, within the globe.
  public func grown(longitude: Double, latitude: Double) -> GeographicBox {
    GeographicBox(
      west: max(-180, west - longitude), south: max(-90, south - latitude),
      east: min(180, east + longitude), north: min(90, north + latitude))
  }

  public func contains(longitude: Double, latitude: Double) -> Bool {
    latitude >= south && latitude <= north
      && (west <= east
        ? longitude >= west && longitude <= east : longitude >= west || longitude <= east)
  }
}
