import Foundation
import Groundwork

/// What the pages of the front end have in common. `<!-- fragment: head -->` in a page stands for the
/// file `fragments/head.html` of its folder; the browser gets the page whole.
struct PageFragments {
  /// The folder of the fragments in that of the front end.
  static let folder = "fragments"

  private let texts: [String: String]

  /// - Parameter root: the folder of the front end; without a folder of fragments there are none.
  init(root: URL) throws {
    let folder = root.appendingPathComponent(PageFragments.folder, isDirectory: true)
    var texts: [String: String] = [:]
    if FileManager.default.fileExists(atPath: folder.path) {
      for url in try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil) where url.pathExtension == "html"
      {
        let text = try String(contentsOf: url, encoding: .utf8)
        texts[url.deletingPathExtension().lastPathComponent] =
          text.hasSuffix("\n") ? String(text.dropLast()) : text
      }
    }
    self.texts = texts
  }

  /// - Throws: Diagnostic `service.web-fragment` if the page names a fragment that is not there.
  func expand(_ page: String, file: String) throws -> String {
    let mark = /<!-- fragment: ([a-z-]+) -->/
    for match in page.matches(of: mark) where texts[String(match.1)] == nil {
      throw Diagnostic(
        code: "service.web-fragment",
        Localized(
          zh: "网页引用的片段 \(match.1) 不存在。",
          en: "the page names a fragment \(match.1) that is not there."),
        remedy: Localized(
          zh: "网页文件夹不完整，请重新安装。",
          en: "The folder of the web page is not whole; install it again."),
        file: file)
    }
    return page.replacing(mark) { texts[String($0.1)] ?? "" }
  }
}
