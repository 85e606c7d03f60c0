import Groundwork
import Storage

extension Diagnostic {
  static func unreachable(_ address: String, detail: String) -> Diagnostic {
    let detail = detail.split(separator: "\n").joined(separator: " ")
    return Diagnostic(
      code: "workspace.unreachable",
      Localized(
        zh: "连不上 PostgreSQL 服务器（\(detail)）。",
        en: "the PostgreSQL server cannot be reached (\(detail))."),
      remedy: Localized(
        zh: "检查服务器是否在运行、地址和账号是否正确；恢复后重试即可，不必重启。",
        en: """
          Check that the server runs and that address and account are right; once it is back, try \
          again: nothing needs a restart.
          """), file: address)
  }

  static func notPostGIS(_ address: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.no-postgis",
      Localized(
        zh: "数据库没有 PostGIS 扩展，本账号也无权安装。",
        en: "the database has no PostGIS, and this account may not install it."),
      remedy: Localized(
        zh: "请数据库管理员执行 CREATE EXTENSION postgis。",
        en: "Have the administrator run CREATE EXTENSION postgis."), file: address)
  }

  /// What an SQLSTATE (PostgreSQL, appendix A) means for a person.
  static func postgres(
    _ state: String, isAlive: Bool, _ address: String, detail: String
  ) -> Diagnostic {
    // What libpq itself finds has no SQLSTATE: the connection is lost.
    if !isAlive || state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") {
      return .unreachable(address, detail: detail)
    }
    switch state {
    case "55P03", "40P01":
      return Diagnostic(
        code: "workspace.locked",
        Localized(
          zh: "工作区正被另一个用户写入。", en: "somebody else is writing to the workspace."),
        remedy: Localized(zh: "稍后重试。", en: "Try again later."), file: address)
    case "25006", "42501":
      return Diagnostic(
        code: "workspace.read-only",
        Localized(
          zh: "本账号对该工作区只有读权限。", en: "this account may only read the workspace."),
        remedy: Localized(
          zh: "请管理员授予写权限。", en: "Have the administrator grant the right to write."),
        file: address)
    case "53100":
      return Diagnostic(
        code: "workspace.disk-full",
        Localized(
          zh: "服务器磁盘空间不足，本次写入已全部撤销。",
          en: "the server's disk is full; nothing of this write was kept."),
        remedy: Localized(zh: "请管理员腾出空间后重试。", en: "Have space freed, then try again."),
        file: address)
    default:
      let detail = detail.split(separator: "\n").joined(separator: " ")
      return Diagnostic(
        code: state.hasPrefix("23") ? "workspace.constraint" : "workspace.io",
        Localized(
          zh: "PostgreSQL 报错：\(detail)（\(state)）。", en: "PostgreSQL says: \(detail) (\(state))."),
        file: address)
    }
  }
}
