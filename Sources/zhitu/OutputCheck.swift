import ArgumentParser
import Foundation
import Glibc
import Groundwork

/// Checks the output files of a command before it does any work.
///
/// An output that is an input (the workspace, a survey file, a register; also through a hard or a
/// symbolic link, or as one of the files that belong to it) would destroy it; two outputs of one name
/// would destroy each other; and a command whose output cannot be written must not change the
/// workspace first.
struct OutputCheck {
  private let inputs: [InputFile]
  private var places: [OutputPlace: String] = [:]

  /// - Parameter inputs: files and folders that the command reads; `nil` is ignored.
  init(inputs: [String?]) {
    self.inputs = inputs.compactMap { $0.map(InputFile.init) }
  }

  /// Checks the output files of options.
  ///
  /// - Throws: `Diagnostic` `output.…`.
  static func check(_ outputs: [(option: String, file: OutputFile?)], inputs: [String?]) throws {
    var check = OutputCheck(inputs: inputs)
    for (option, file) in outputs {
      if let file { try check.add(file, option) }
    }
  }

  /// Checks the files that a command writes into a folder, which it creates if necessary.
  static func check(
    _ folder: OutputFolder, names: [String], option: String, inputs: [String?]
  ) throws {
    var check = OutputCheck(inputs: inputs)
    try folder.checkWritable(option)
    for name in names {
      let file = OutputFile(folder.path + "/" + name)
      if access(folder.path, F_OK) == 0 { try check.add(file, option) }
    }
  }

  /// Checks an output that, depending on its format, becomes a file or a folder.
  static func check(fileOrFolder path: String, option: String, inputs: [String?]) throws {
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder else { return try check([(option, OutputFile(path))], inputs: inputs) }
    let place = try OutputPlace(path)
    if let input = OutputCheck(inputs: inputs).inputs.first(where: {
      $0.isChanged(byWritingTo: place)
    }) {
      throw isInput(OutputFile(path), option, input.path)
    }
    try OutputFolder(path).checkWritable(option)
  }

  private mutating func add(_ file: OutputFile, _ option: String) throws {
    guard !file.isStandardOutput else { return }
    guard !file.path.isEmpty else { throw OutputCheck.empty(option) }
    let place: OutputPlace
    do { place = try OutputPlace(file.path) } catch { throw file.notWritten(error) }
    if let input = inputs.first(where: { $0.isChanged(byWritingTo: place) }) {
      throw OutputCheck.isInput(file, option, input.path)
    }
    guard !place.isDirect else { return }
    var status = stat()
    if place.name.isEmpty || stat(place.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR {
      throw file.notWritten(POSIXError(.EISDIR))
    }
    if access(place.path, F_OK) == 0, access(place.path, W_OK) != 0 {
      throw file.notWritten(POSIXError.last)
    }
    // Only an attempt shows whether the folder is writable: permissions, read-only file systems and
    // quotas all matter.
    do { _ = try PendingFile(replacing: place) } catch { throw file.notWritten(error) }
    if let other = places.updateValue(option, forKey: place) {
      throw Diagnostic(
        code: "output.twice",
        Localized(
          zh: "\(other) 与 \(option) 指向同一个文件。", en: "\(other) and \(option) name the same file."),
        remedy: Localized(zh: "换一个文件名。", en: "Choose another name."), file: file.path)
    }
  }

  static func empty(_ option: String) -> Diagnostic {
    Diagnostic(
      code: "output.empty",
      Localized(zh: "\(option) 没有给出名称。", en: "\(option) is empty."),
      remedy: Localized(zh: "写出路径，当前目录为“.”。", en: "Give a path; the current folder is ‘.’."))
  }

  private static func isInput(
    _ file: OutputFile, _ option: String, _ input: String
  ) -> Diagnostic {
    Diagnostic(
      code: "output.is-input",
      Localized(
        zh: "\(option) 指向本命令读取的 \(input)，写入会毁掉它。",
        en: "\(option) names \(input), which this command reads; writing would destroy it."),
      remedy: Localized(zh: "换一个文件名。", en: "Choose another name."), file: file.path)
  }
}

/// A folder that a command writes files into.
struct OutputFolder: ExpressibleByArgument, Sendable {
  let path: String

  init(_ path: String) { self.path = path }
  init?(argument: String) { self.init(argument) }

  /// Checks that it exists or can be created, and is writable.
  fileprivate func checkWritable(_ option: String) throws {
    guard !path.isEmpty else { throw OutputCheck.empty(option) }
    var existing = path
    while access(existing, F_OK) != 0 {
      guard existing != "." else { throw OutputFile(path).notWritten(POSIXError.last) }
      existing = OutputPlace.split(existing).folder
    }
    do {
      _ = try PendingFile(replacing: OutputPlace(existing + "/zhitu"))
    } catch { throw OutputFile(path).notWritten(error) }
  }
}

/// A file or folder that a command reads, with the files that belong to it.
private struct InputFile {
  /// The path as the user wrote it.
  let path: String
  private var files: Set<Identity> = []
  private var paths: Set<String> = []
  /// The folder with a `/` behind it, if the input is one, such as a FileGDB.
  private var folder: String?

  /// The identity of a file, independent of its name.
  private struct Identity: Hashable {
    var device: dev_t
    var number: ino_t

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = status.st_dev
      number = status.st_ino
    }
  }

  /// The extensions of companion files that belong to the same layer.
  private static let companionExtensions: [String: [String]] = [
    "shp": ["shx", "dbf", "prj", "cpg", "qpj", "sbn", "sbx", "qix"],
    "tab": ["dat", "map", "id", "ind"], "mif": ["mid"],
  ]

  init(_ path: String) {
    self.path = path
    var real = path
    for prefix in ["/vsizip/", "/vsitar/", "/vsigzip/"] where real.hasPrefix(prefix) {
      real = String(real.dropFirst(prefix.count))
      // The path continues inside the archive.
      while access(real, F_OK) != 0, real.contains("/"), real != "/" {
        real = OutputPlace.split(real).folder
      }
    }
    add(real)
    for journal in ["-wal", "-shm", "-journal"] { add(real + journal) }
    let name = URL(fileURLWithPath: real)
    for ending in InputFile.companionExtensions[name.pathExtension.lowercased()] ?? [] {
      for ending in [ending, ending.uppercased()] {
        add(name.deletingPathExtension().path + "." + ending)
      }
    }
    var status = stat()
    if stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      let resolved = realpath(real, nil)
    {
      folder = String(cString: resolved) + "/"
      free(resolved)
    }
  }

  private mutating func add(_ path: String) {
    if let identity = Identity(path) { files.insert(identity) }
    // A file in a folder that does not exist cannot exist; reading it gives its own error.
    if let place = try? OutputPlace(path) { paths.insert(place.path) }
  }

  /// Whether writing to a place would change the input. New files in a folder of rule packs do not,
  /// but nothing may be added to a file geodatabase.
  func isChanged(byWritingTo place: OutputPlace) -> Bool {
    if paths.contains(place.path) { return true }
    if let identity = Identity(place.path), files.contains(identity) { return true }
    guard let folder, place.path.hasPrefix(folder) else { return false }
    return folder.lowercased().hasSuffix(".gdb/") || access(place.path, F_OK) == 0
  }
}
