import Foundation
import Groundwork

/// Files that a request embeds: name and content in base 64.
struct SentFiles: Decodable {
  struct File: Decodable {
    var name: String
    var content: String
  }

  var files: [File]
}

/// Files of a request in a folder of their own, which is deleted with the object.
final class SentFolder: Sendable {
  private let folder: URL
  /// The paths in the order in which the files were sent.
  let paths: [String]
  let place: SentPlace

  /// - Throws: A ``Problem`` 422 for a name that cannot be used or stands twice, and for a file that is
  ///   empty or not base 64.
  init(_ sent: SentFiles) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-sent-\(UUID().uuidString)")
    place = SentPlace(folder: folder.path)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do {
      paths = try SentFolder.write(sent, to: folder)
    } catch {
      SentFolder.remove(folder)
      throw error
    }
  }

  deinit { SentFolder.remove(folder) }

  private static func write(_ sent: SentFiles, to folder: URL) throws -> [String] {
    var names: Set<String> = []
    return try sent.files.map { file in
      guard let name = Upload.safeName(file.name) else {
        throw Problem(
          422, "service.file-name", zh: "文件名“\(file.name)”不可用。",
          en: "The file name ‘\(file.name)’ cannot be used.")
      }
      guard names.insert(name.lowercased()).inserted else {
        throw Problem(
          422, "service.file-name", zh: "文件“\(name)”发送了两次。",
          en: "The file ‘\(name)’ was sent twice.")
      }
      guard let data = Data(base64Encoded: file.content), !data.isEmpty else {
        throw Problem(
          422, "service.body", zh: "文件“\(name)”是空的，或内容不是 Base64。",
          en: "The file ‘\(name)’ is empty, or its content is not base 64.")
      }
      let target = folder.appendingPathComponent(name)
      try data.write(to: target)
      return target.path
    }
  }

  private static func remove(_ folder: URL) {
    // The system clears its folder for temporary files.
    _ = try? FileManager.default.removeItem(at: folder)
  }
}

/// Tells of sent files by their names alone, and of options by the fields of the page.
struct SentPlace: Sendable {
  private let prefix: String

  init(folder: String) { prefix = folder.hasSuffix("/") ? folder : folder + "/" }

  /// The place of an uploaded file.
  init(file: String) { self.init(folder: (file as NSString).deletingLastPathComponent) }

  private static let options = [
    "--crs": Localized(zh: "“坐标系”", en: "‘coordinate system’"),
    "--swap-axes": Localized(zh: "“坐标轴互换”", en: "‘swap axes’"),
    "--encoding": Localized(zh: "“文字编码”", en: "‘encoding’"),
    "--layer": Localized(zh: "“图层”", en: "‘layer’"),
    "--id-field": Localized(zh: "“标识字段”", en: "‘id field’"),
    "--accept-datum": Localized(zh: "“沿用经纬度”", en: "‘keep latitude and longitude’"),
    "--after": Localized(zh: "锁定之前的证书", en: "the certificate"),
    "--seed": Localized(zh: "“种子”", en: "‘seed’"),
  ]

  func told(_ text: String) -> String { text.replacing(prefix, with: "") }

  func told(_ diagnostic: Diagnostic) -> Diagnostic {
    var told = diagnostic
    told.file = diagnostic.file.map { self.told($0) }
    told.message = self.told(diagnostic.message)
    told.remedy = diagnostic.remedy.map { self.told($0) }
    return told
  }

  /// Does something with the files; what it throws names them as they were sent.
  func telling<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let diagnostic as Diagnostic {
      throw told(diagnostic)
    }
  }

  private func told(_ text: Localized) -> Localized {
    // An option with its value is the value of a field.
    func plain(_ text: String) -> String { told(text).replacing("--crs EPSG:", with: "EPSG:") }
    return SentPlace.options.reduce(Localized(zh: plain(text.zh), en: plain(text.en))) {
      text, option in
      Localized(
        zh: text.zh.replacing(option.key, with: option.value.zh),
        en: text.en.replacing(option.key, with: option.value.en))
    }
  }
}
