import Foundation

/// Where the shared data lie, `nil` where they are absent.
package enum SharedData {
  package static let root: String? = {
    let environment = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/data").path
    return [environment, beside].compactMap { $0 }
      .first { FileManager.default.fileExists(atPath: $0 + "/real") }
  }()

  package static var isPresent: Bool { root != nil }

  package static func path(_ name: String) -> String { (root ?? "") + "/" + name }
}
