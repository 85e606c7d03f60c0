import Exchange
import Foundation
import Groundwork
import Reports
import VectorFiles

/// The documents and sheets of a package, made together from one laid plan.
struct PackagePapers {
  private var printed = DocumentPress.Printed()
  /// Why nothing could be made at all.
  private var failure: Diagnostic?

  /// - Throws: Diagnostic `package.unknown` for a document or sheet that there is not; cancellation.
  init(_ bench: Workbench, _ entries: [PackageRules.Entry], _ request: DocumentRequest) throws {
    var documents: [DocumentTemplate] = []
    var sheets: [SheetKind] = []
    for entry in entries {
      switch entry.content {
      case .documents(let names):
        documents += try names.map {
          guard let kind = DocumentTemplate(rawValue: $0) else {
            throw PackagePapers.unknown($0, entry)
          }
          return kind
        }
      case .sheets(let names):
        sheets += try names.map {
          guard let kind = SheetKind(rawValue: $0) else { throw PackagePapers.unknown($0, entry) }
          return kind
        }
      default: break
      }
    }
    if documents.isEmpty, sheets.isEmpty { return }
    do {
      var orders: [DocumentPress.Order] = []
      var refused: [String: Diagnostic] = [:]
      for kind in documents {
        do {
          orders.append(
            DocumentPress.Order(
              name: kind.rawValue, template: try bench.documentTemplate(kind, nil, request),
              formats: [.docx, .pdf]))
        } catch let diagnostic as Diagnostic {
          refused[kind.rawValue] = diagnostic
        }
      }
      printed = try DocumentPress(bench, request).print(orders, sheets: sheets)
      printed.failures.merge(refused) { $1 }
    } catch let diagnostic as Diagnostic {
      failure = diagnostic
    }
  }

  /// Writes a document as Word document and as PDF.
  ///
  /// - Throws: Diagnostics of why it could not be made.
  func document(_ name: String, in folder: URL) throws -> [(file: String, finding: String)] {
    guard let members = printed.word[name] else { throw reason(name) }
    var made = [("\(name).docx", try ZipPackage.bytes(members))]
    if let pages = printed.pages[name] { made.append(("\(name).pdf", pages)) }
    return try made.map { file, bytes in
      try Data(bytes).write(to: folder.appendingPathComponent(file))
      return (file, "\(bytes.count) 字节")
    }
  }

  func sheet(_ name: String, in folder: URL) throws -> (file: String, finding: String) {
    guard let kind = SheetKind(rawValue: name), let sheet = printed.sheets[kind] else {
      throw reason(name)
    }
    try Data(sheet.pdf).write(to: folder.appendingPathComponent("\(name).pdf"))
    return ("\(name).pdf", "A3，1:\(sheet.denominator)")
  }

  private func reason(_ name: String) -> Diagnostic {
    failure ?? printed.failures[name] ?? printed.failures["figures"]
      ?? Diagnostic(
        code: "document.empty", Localized(zh: "文档没有生成。", en: "The document was not made."))
  }

  private static func unknown(_ name: String, _ entry: PackageRules.Entry) -> Diagnostic {
    let known = DocumentTemplate.allCases.map(\.rawValue) + SheetKind.allCases.map(\.rawValue)
    return Diagnostic(
      code: "package.unknown",
      Localized(zh: "不认识“\(name)”。", en: "‘\(name)’ is not known."),
      remedy: Localized(
        zh: "可用：\(known.joined(separator: "、"))。", en: "Known: \(known.joined(separator: ", "))."),
      file: entry.place)
  }
}
