import Foundation
import Groundwork

/// Finds the program's own files: rule packs and the front end.
public enum ProgramHome {
  /// A folder or file of the program, such as `Policies`.
  ///
  /// Searched in `ZHITU_HOME`, then in the folders above the executable, then in the current
  /// folder.
  /// - Throws: ``Groundwork/Diagnostic`` `program.files-missing`.
  public static func path(_ name: String) throws -> String {
    for folder in candidates() {
      let path = folder + "/" + name
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw Diagnostic(
      code: "program.files-missing",
      Localized(
        zh: "找不到程序自带的“\(name)”。", en: "The program's own ‘\(name)’ was not found."),
      remedy: Localized(
        zh: "把环境变量 ZHITU_HOME 设为治土的安装目录。",
        en: "Set ZHITU_HOME to the folder where Zhitu is installed."))
  }

  private static func candidates() -> [String] {
    var folders: [String] = []
    if let home = ProcessInfo.processInfo.environment["ZHITU_HOME"] { folders.append(home) }
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
      .resolvingSymlinksInPath().deletingLastPathComponent()
    if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      folder = URL(fileURLWithPath: own).deletingLastPathComponent()
    }
    for _ in 0..<6 {
      folders.append(folder.path)
      folder.deleteLastPathComponent()
    }
    folders.append(FileManager.default.currentDirectoryPath)
    return folders
  }
}
