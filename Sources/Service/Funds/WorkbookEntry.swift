import Foundation
import Workbench

/// A workbook that the page sends: prices of a fund plan, or a budget.
struct WorkbookEntry: Decodable {
  var name: String
  /// Base 64.
  var content: String
  var trial: Bool?
  /// The document behind it, for a budget.
  var document: String?
  var number: String?

  var isTrial: Bool { trial ?? false }

  /// Writes the workbook where it can be read, for the time of the work.
  func withFile<T>(_ work: (String) throws -> T) throws -> T {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Base64.files([content])[0]).write(to: file)
    return try work(file.path)
  }
}
