import Foundation

/// Where the shared test data lie, `nil` where they are absent.
enum SharedData {
  static let root: URL? = {
    let environment = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
    let beside = repository.appendingPathComponent("../shared/data")
    return [environment.map { URL(fileURLWithPath: $0) }, beside].compactMap { $0 }
      .first { FileManager.default.fileExists(atPath: $0.path + "/validation") }
  }()

  /// The root of this repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
