import Foundation
import Groundwork
import Tiles

/// The files of the front end, read once when the server starts.
///
/// Only those files can be requested, so no address can lead out of the folder. Symbolic links and
/// hidden files are excluded.
struct StaticFiles: Sendable {
  private struct File {
    var type: String
    var tag: EntityTag
    var plain: [UInt8]
    var packed: [UInt8]?
  }

  private let files: [String: File]

  /// - Throws: Diagnostic `service.web-missing` if there is no page in the folder,
  ///   `service.web-fragment` if a page is not whole.
  init(root: String) throws {
    let folder = URL(fileURLWithPath: root, isDirectory: true).resolvingSymlinksInPath()
    var files: [String: File] = [:]
    let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
    let fragments = try PageFragments(root: folder)
    let found = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    while let url = found?.nextObject() as? URL {
      let values = try url.resourceValues(forKeys: Set(keys))
      guard values.isRegularFile == true, values.isSymbolicLink != true,
        let type = StaticFiles.types[url.pathExtension]
      else { continue }
      let name = String(url.path.dropFirst(folder.path.count).drop { $0 == "/" })
      if name.hasPrefix(PageFragments.folder + "/") { continue }
      var content = [UInt8](try Data(contentsOf: url))
      if url.pathExtension == "html" {
        let page = String(decoding: content, as: UTF8.self)
        content = Array(try fragments.expand(page, file: url.path).utf8)
      }
      files[name] = try StaticFiles.file(content, type)
    }
    guard files["index.html"] != nil else {
      throw Diagnostic(
        code: "service.web-missing",
        Localized(zh: "文件夹里没有网页。", en: "there is no web page in the folder."),
        remedy: Localized(
          zh: "给出 zhitu 源代码里的 Web 文件夹。", en: "Name the folder Web of Zhitu's sources."),
        file: root)
    }
    guard files.keys.contains(where: { $0.hasPrefix("vendor/") }) else {
      throw Diagnostic(
        code: "service.vendor-missing",
        Localized(zh: "网页所需的库还没有下载。", en: "the libraries of the web page are missing."),
        remedy: Localized(zh: "运行 Scripts/fetch-frontend。", en: "Run Scripts/fetch-frontend."),
        file: root)
    }
    self.files = files
  }

  /// The answer for a path such as `/app/main.js`; `nil` if there is no such file.
  func answer(path: String, request: WebRequest) -> Answer? {
    let name = path == "/" ? "index.html" : String(path.dropFirst())
    guard let file = files[name] else { return nil }
    var headers: [(name: String, value: String)] = [
      ("Content-Type", file.type), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding"),
    ]
    if request.has(file.tag) || request.isForNothingYet {
      return Answer(status: 304, headers: headers + [("ETag", file.tag.text)])
    }
    if request.acceptsGzip, let packed = file.packed {
      headers += [("ETag", file.tag.packed.text), ("Content-Encoding", "gzip")]
      return Answer(status: 200, headers: headers, body: packed)
    }
    return Answer(status: 200, headers: headers + [("ETag", file.tag.text)], body: file.plain)
  }

  private static func file(_ plain: [UInt8], _ type: String) throws -> File {
    let hash = String(Fingerprint.of(plain), radix: 16)
    let packed = type.hasPrefix("image/png") ? nil : try Gzip.compress(plain, level: 6)
    let isSmaller = packed.map { $0.count < plain.count } ?? false
    return File(
      type: type, tag: EntityTag("\(plain.count)-\(hash)"), plain: plain,
      packed: isSmaller ? packed : nil)
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
    "json": "application/json", "txt": "text/plain; charset=utf-8",
  ]
}
