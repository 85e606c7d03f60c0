import Foundation
import Groundwork

/// An image that the workspace knows (影像): where its file is, what it shows, and of when. The pixels stay in
/// the file, which may be large and may be shared by workspaces.
public struct ImageRecord: Codable, Sendable, Hashable {
  public var name: String
  public var path: String
  public var sha256: String
  public var bytes: Int64
  /// The day of the picture, `yyyy-MM-dd`.
  public var date: String
  public var format: String
  /// The name of the image's own coordinate system.
  public var crs: String
  public var width: Int
  public var height: Int
  public var bands: Int
  /// The side of a pixel in metres, in the coordinate system of the workspace.
  public var pixel: Double
  /// West, south, east, north in degrees.
  public var bounds: [Double]
  /// Of each shown band the values that become 0 and 255: the 2nd and the 98th percentile.
  public var stretch: [[Double]]
  public var isSynthetic: Bool
  /// Taken from the list; the record stays in the workspace's history.
  public var isRemoved: Bool

  /// The bands that are shown: the first three, or the first.
  public var shown: Int { bands >= 3 ? 3 : 1 }
}

/// An image and what became of its file.
public struct ImageStatus: Encodable, Sendable {
  public enum State: String, Encodable, Sendable {
    case present, missing, changed

    public var title: Localized {
      switch self {
      case .present: Localized(zh: "可用", en: "present")
      case .missing: Localized(zh: "文件不在", en: "file is missing")
      case .changed: Localized(zh: "文件已变", en: "file has changed")
      }
    }
  }

  public var name: String
  public var date: String
  public var format: String
  public var crs: String
  public var width: Int
  public var height: Int
  public var bands: Int
  public var pixel: Double
  public var bounds: [Double]
  public var sha256: String
  public var isSynthetic: Bool
  public var state: State

  init(_ record: ImageRecord, _ state: State) {
    name = record.name
    date = record.date
    format = record.format
    crs = record.crs
    width = record.width
    height = record.height
    bands = record.bands
    pixel = record.pixel
    bounds = record.bounds
    sha256 = record.sha256
    isSynthetic = record.isSynthetic
    self.state = state
  }
}
