import Exchange
import Foundation
import Groundwork
import VectorFiles

/// An exchange file that GDAL does not read, as a copy that it does; the copy is gone with the object.
final class ExchangeSource {
  /// The copy.
  let path: String
  /// The name of the format.
  let format: String
  /// What is to be told of the file.
  let diagnostics: [Diagnostic]
  private let folder: URL

  /// Copies a file of the trade that is told by its first bytes: VCT (GB/T 17798), or coordinate text
  /// (报备坐标).
  ///
  /// - Returns: `nil` for any other file, which is read as it is.
  /// - Throws: ``Groundwork/Diagnostic`` where the file holds no polygons; ``Groundwork/Cancelled``.
  static func open(_ file: String, encoding: String?, job: Job) throws -> ExchangeSource? {
    guard let head = head(of: file) else { return nil }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return try openArchive(file, encoding: encoding, job: job)
    }
    if VCTFile.recognises(head) {
      return try ExchangeSource("VCT") { copy in
        let vct = try VCTFile(
          path: file, encoding: known(encoding, file), cancellation: job.cancellation)
        return try vct.copyPolygons(to: copy, cancellation: job.cancellation)
      }
    }
    if CoordinateText.recognises(head) {
      return try ExchangeSource("TXT") { copy in
        try CoordinateText(path: file, encoding: known(encoding, file))
          .copyParcels(to: copy, cancellation: job.cancellation)
      }
    }
    return nil
  }

  /// A VCT in an archive that holds nothing else that can be read.
  ///
  /// - Throws: Diagnostic `exchange.several` for an archive with several.
  private static func openArchive(
    _ file: String, encoding: String?, job: Job
  ) throws -> ExchangeSource? {
    guard file.lowercased().hasSuffix(".zip") else { return nil }
    let names = try ZipPackage.names(file)
    let exchange = names.filter { $0.lowercased().hasSuffix(".vct") }
    guard let only = exchange.first, !SourceMembers.holdsDatasets(names) else { return nil }
    guard exchange.count == 1 else {
      throw Diagnostic(
        code: "exchange.several",
        Localized(
          zh: "压缩包里有 \(exchange.count) 个 VCT：\(exchange.joined(separator: "、"))。",
          en: "The archive holds \(exchange.count) VCT files: \(exchange.joined(separator: ", "))."),
        remedy: Localized(
          zh: "先解压，再逐个导入。", en: "Unpack it first and import one after the other."), file: file)
    }
    return try ExchangeSource("VCT") { copy in
      let unpacked = copy + ".vct"
      try ZipPackage.extract(only, of: file, to: unpacked, cancellation: job.cancellation)
      let vct = try VCTFile(
        path: unpacked, encoding: known(encoding, file), cancellation: job.cancellation)
      let made = try vct.copyPolygons(to: copy, cancellation: job.cancellation)
      try FileManager.default.removeItem(atPath: unpacked)
      return made
    }
  }

  private init(_ format: String, _ copy: (String) throws -> ExchangeCopy) throws {
    self.format = format
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.folder = folder
    path = folder.appendingPathComponent("copy.gpkg").path
    do {
      diagnostics = try copy(path).diagnostics
    } catch {
      ExchangeSource.remove(folder)
      throw error
    }
  }

  deinit { ExchangeSource.remove(folder) }

  /// What cannot be removed hurts nobody but the disk.
  private static func remove(_ folder: URL) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      FileHandle.standardError.write(Data("\(folder.path): \(error.localizedDescription)\n".utf8))
    }
  }

  /// The first bytes of a file; `nil` for a folder and for what cannot be read.
  private static func head(of file: String) -> [UInt8]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
      let handle = FileHandle(forReadingAtPath: file)
    else { return nil }
    defer { handle.closeFile() }
    return [UInt8](handle.readData(ofLength: 4096))
  }

  static func known(_ name: String?, _ file: String) throws -> TextEncoding? {
    guard let name else { return nil }
    guard let encoding = TextEncoding(named: name) else {
      throw Diagnostic(
        code: "exchange.encoding",
        Localized(zh: "此格式没有编码“\(name)”。", en: "The format has no encoding ‘\(name)’."),
        remedy: Localized(zh: "--encoding 可为 GBK 或 UTF-8。", en: "--encoding takes GBK or UTF-8."),
        file: file)
    }
    return encoding
  }
}

/// A file that is to be read as vectors, whatever its format.
final class OpenedFile {
  let source: VectorSource
  /// What is to be told of an exchange file; none of any other.
  let notes: [Diagnostic]
  private let exchange: ExchangeSource?

  /// The name of the file's own format.
  var format: String { exchange?.format ?? source.format }

  /// - Throws: as `VectorSource`, and as ``ExchangeSource/open(_:encoding:job:)``.
  init(_ file: String, encoding: String?, job: Job) throws {
    exchange = try ExchangeSource.open(file, encoding: encoding, job: job)
    notes = exchange?.diagnostics ?? []
    source =
      try exchange.map { try VectorSource(path: $0.path, statedAs: file) }
      ?? VectorSource(path: file, encoding: encoding)
  }

  /// What is to be told of a layer; what is said of the whole file stands with the first one.
  func notes(of layer: SourceLayer, isFirst: Bool) -> [Diagnostic] {
    notes.filter { $0.layer == layer.name || $0.layer == nil && isFirst }
  }
}
