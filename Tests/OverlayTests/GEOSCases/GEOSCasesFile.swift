import Foundation
import FoundationXML

/// One operation of a case, and what the file says comes out.
struct CaseOperation {
  /// In lower case.
  var name: String
  /// The arguments in order, in lower case: `a`, `b`, a number, a matrix.
  var arguments: [String]
  var expected: String
}

/// One case of a file: two geometries and what is done with them.
struct OverlayCase {
  /// Counted from 1.
  var number: Int
  var description: String
  var a: String
  var b: String
  var operations: [CaseOperation]
}

/// A test file of the format that GEOS and JTS share.
struct OverlayCaseFile {
  /// Relative to the folder of the tests.
  var path: String
  /// Steps of the fixed precision model in one unit; `nil` for the floating one.
  var precision: String?
  var cases: [OverlayCase]

  /// Every file below a folder, in order of its path.
  static func all(below root: URL) throws -> [OverlayCaseFile] {
    guard let walker = FileManager.default.enumerator(atPath: root.path) else { return [] }
    let paths = walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".xml") }.sorted()
    return try paths.map { path in
      try OverlayCaseFile(
        path: path, data: Data(contentsOf: root.appendingPathComponent(path)))
    }
  }

  init(path: String, data: Data) throws {
    let reader = CaseFileReader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    guard parser.parse() else {
      throw CaseGeometry.Unreadable(
        reason: "\(path):\(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "XML")")
    }
    self.path = path
    precision = reader.precision
    cases = reader.cases
  }
}

/// Gathers the cases as the parser walks through a file.
private final class CaseFileReader: NSObject, XMLParserDelegate {
  var precision: String?
  var cases: [OverlayCase] = []
  private var text = ""
  private var operation = CaseOperation(name: "", arguments: [], expected: "")
  private var current = OverlayCase(number: 0, description: "", a: "", b: "", operations: [])
  private var insideCase = false

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    text = ""
    switch element {
    case "precisionModel":
      precision = attributes["scale"]
    case "case":
      current = OverlayCase(
        number: cases.count + 1, description: "", a: "", b: "", operations: [])
      insideCase = true
    case "op":
      let keys = ["arg1", "arg2", "arg3"]
      operation = CaseOperation(
        name: attributes["name"]?.lowercased() ?? "",
        arguments: keys.compactMap { attributes[$0]?.lowercased() }, expected: "")
    default:
      break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    text = ""
    guard insideCase else { return }
    switch element {
    case "desc": current.description = trimmed
    case "a": current.a = trimmed
    case "b": current.b = trimmed
    case "op":
      operation.expected = trimmed
      current.operations.append(operation)
    case "case":
      cases.append(current)
      insideCase = false
    default:
      break
    }
  }
}
