import Foundation
import FoundationXML
import Testing

/// Watches a parse; remembers the names and ids of elements.
final class MarkupWatcher: NSObject, XMLParserDelegate {
  var elements: [String: Int] = [:]
  var ids: [String] = []
  var references: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    if let id = attributes["id"] { ids.append(id) }
    for value in attributes.values where value.hasPrefix("url(#") {
      references.append(String(value.dropFirst(5).dropLast()))
    }
  }
}

/// Records an issue unless the text is well-formed XML whose ids are unique and whose references
/// lead to one.
@discardableResult
func expectWellFormed(_ text: String) throws -> MarkupWatcher {
  let parser = XMLParser(data: Data(text.utf8))
  let watcher = MarkupWatcher()
  parser.delegate = watcher
  let isWellFormed = parser.parse()
  #expect(isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
  #expect(Set(watcher.ids).count == watcher.ids.count)
  #expect(Set(watcher.references).isSubset(of: Set(watcher.ids)))
  return watcher
}

/// The path of a program on `PATH`, `nil` if it is not installed.
func program(_ name: String) -> String? {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// A fresh folder for one test.
func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("reports-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
