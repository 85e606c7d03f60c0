import GRDBSQLite
import Groundwork
import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Diagnostic {
  /// What a SQLite result code means for a person.
  static func sqlite(_ code: Int32, handle: OpaquePointer?, file: String) -> Diagnostic {
    // SQLite does not keep the cause of a failed commit; the system still has it.
    let last = errno
    let kept = handle.map { sqlite3_system_errno($0) } ?? 0
    let cause = kept == 0 && code & 0xFF == SQLITE_IOERR ? last : kept
    let detail = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? ""
    switch code & 0xFF {
    case SQLITE_FULL:
      return .diskFull(file: file)
    case SQLITE_IOERR where [ENOSPC, EDQUOT, EFBIG].contains(cause):
      return .diskFull(file: file)
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      return .locked(file: file)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      return .readOnly(file: file)
    case SQLITE_CORRUPT:
      return .damaged(file: file, detail: detail)
    case SQLITE_NOTADB:
      return .notGeoPackage(file: file)
    case SQLITE_TOOBIG:
      return Diagnostic(
        code: "workspace.value-too-big",
        Localized(
          zh: "有一个属性值或几何超过了数据库允许的大小（约 1 GB）。",
          en: "an attribute value or geometry is larger than the database allows (about 1 GB)."),
        remedy: Localized(
          zh: "删去或拆分该值后重新导入。", en: "Remove or split the value and import again."),
        file: file)
    case SQLITE_CONSTRAINT:
      return Diagnostic(
        code: "workspace.constraint",
        Localized(
          zh: "写入的数据违反约束：\(detail)。", en: "the data written breaks a constraint: \(detail)."),
        file: file)
    case SQLITE_CANTOPEN:
      return .cannotOpen(file: file, cause: cause)
    case SQLITE_NOMEM:
      return Diagnostic(
        code: "workspace.memory",
        Localized(zh: "内存不足。", en: "there is not enough memory."),
        remedy: Localized(
          zh: "关闭其他程序后重试。", en: "Close other programs and try again."), file: file)
    default:
      let errno = cause == 0 ? "" : " (\(String(cString: strerror(cause))))"
      return Diagnostic(
        code: "workspace.io",
        Localized(
          zh: "读写失败：\(detail)\(errno)，SQLite 代码 \(code)。",
          en: "reading or writing failed: \(detail)\(errno), SQLite code \(code)."),
        remedy: Localized(
          zh: "检查磁盘与网络盘是否正常。", en: "Check the disk or the network share."),
        file: file)
    }
  }

  static func diskFull(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.disk-full",
      Localized(
        zh: "磁盘空间不足，本次写入已全部撤销。",
        en: "the disk is full; nothing of this write was kept."),
      remedy: Localized(
        zh: "腾出空间或换到别的磁盘，然后重试。",
        en: "Free some space or use another disk, then try again."), file: file)
  }

  static func locked(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.locked",
      Localized(
        zh: "文件正被另一个程序占用。", en: "the file is locked by another program."),
      remedy: Localized(
        zh: "在 QGIS 等程序中结束编辑或关闭该文件，然后重试。",
        en: "Stop editing or close the file in QGIS or the other program, then try again."),
      file: file)
  }

  static func readOnly(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.read-only",
      Localized(zh: "文件或所在文件夹只读。", en: "the file or its folder is read-only."),
      remedy: Localized(
        zh: "改用有写权限的文件夹，或修改权限。",
        en: "Use a folder you may write to, or change the permissions."), file: file)
  }

  static func withoutLog(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.damaged",
      Localized(
        zh: "文件损坏：它是在程序写入时被单独复制出来的，缺少同名的 -wal 日志文件。",
        en: """
          the file is damaged: it was copied while a program was writing to it, without the -wal \
          file beside it.
          """),
      remedy: Localized(
        zh: "关闭正在使用原工作区的程序后重新复制，或用 zhitu backup 在使用中备份。",
        en: """
          Copy it again after closing the programs that use the original, or back it up while it is \
          in use: zhitu backup.
          """), file: file)
  }

  static func notGeoPackage(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.not-geopackage",
      Localized(zh: "不是 GeoPackage 文件。", en: "this is not a GeoPackage file."),
      remedy: Localized(
        zh: "请给出由 zhitu 建立的工作区文件（.gpkg）。",
        en: "Give a workspace file (.gpkg) made by zhitu."), file: file)
  }

  static func cannotOpen(file: String, cause: Int32) -> Diagnostic {
    switch cause {
    case ENOENT, ENOTDIR:
      return .missing(file: file)
    case EISDIR:
      return Diagnostic(
        code: "workspace.not-geopackage",
        Localized(zh: "这是一个文件夹，不是文件。", en: "this is a folder, not a file."), file: file)
    case EACCES, EPERM, EROFS:
      return .readOnly(file: file)
    default:
      let reason = cause == 0 ? "?" : String(cString: strerror(cause))
      return Diagnostic(
        code: "workspace.io",
        Localized(zh: "打不开文件：\(reason)。", en: "the file cannot be opened: \(reason)."),
        file: file)
    }
  }
}
