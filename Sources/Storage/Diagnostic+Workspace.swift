import Groundwork

/// What can be wrong with a workspace in any home.
extension Diagnostic {
  package static func damaged(file: String, detail: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.damaged",
      Localized(
        zh: "文件损坏或不完整（\(detail)）。", en: "the file is damaged or cut short (\(detail))."),
      remedy: Localized(
        zh: "重新复制该文件，或用备份。", en: "Copy the file again or use a backup."), file: file)
  }

  package static func closed(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.closed",
      Localized(
        zh: "工作区已关闭，不能再读写。",
        en: "the workspace has been closed; it can no longer be read or written."), file: file)
  }

  package static func crsMissing(_ file: String, layer: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.crs-missing",
      Localized(
        zh: "图层有几何，但坐标系还没有确定。",
        en: "the layer has geometry, but the coordinate reference system is not set."),
      remedy: Localized(zh: "先设定坐标系。", en: "Set the coordinate reference system first."),
      file: file, layer: layer)
  }

  package static func missing(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.missing",
      Localized(
        zh: "文件或所在文件夹不存在。", en: "the file or its folder does not exist."),
      remedy: Localized(
        zh: "检查路径；新工作区由 zhitu import 建立。",
        en: "Check the path; zhitu import makes a new workspace."), file: file)
  }

  package static func rowExists(file: String, layer: String, fid: Int64) -> Diagnostic {
    Diagnostic(
      code: "workspace.constraint",
      Localized(
        zh: "图层里已经有编号为 \(fid) 的要素。", en: "the layer has a feature numbered \(fid) already."),
      file: file, layer: layer, feature: String(fid))
  }
}
