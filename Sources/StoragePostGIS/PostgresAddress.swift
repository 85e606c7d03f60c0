import Foundation
import Groundwork
import Storage

/// The address of a workspace on a server:
/// `postgres://user:password@host:port/database?schema=name`.
///
/// What libpq knows (other parameters, `~/.pgpass`, `PGPASSWORD`) works as always. Without
/// `schema` it is `zhitu`.
struct PostgresAddress {
  /// For libpq: without `schema`.
  var conninfo: String
  var schema: String
  /// For people: without the password.
  var shown: String

  static func isOne(_ address: String) -> Bool {
    address.hasPrefix("postgres://") || address.hasPrefix("postgresql://")
  }

  /// - Throws: Diagnostic `workspace.address`.
  init(_ address: String) throws {
    guard var parts = URLComponents(string: address), PostgresAddress.isOne(address) else {
      throw PostgresAddress.unreadable(address)
    }
    let items = parts.queryItems ?? []
    schema = items.last { $0.name == "schema" }?.value ?? "zhitu"
    let isName =
      !schema.isEmpty && schema.utf8.count <= 40
      && schema.unicodeScalars.allSatisfy {
        $0 == "_" || ("0"..."9").contains($0) || $0.properties.isAlphabetic
      } && !schema.hasPrefix("pg_")
    guard isName else { throw PostgresAddress.unreadable(address) }
    let rest = items.filter { $0.name != "schema" }
    parts.queryItems = rest.isEmpty ? nil : rest
    conninfo = parts.string ?? address
    if !rest.contains(where: { $0.name == "connect_timeout" }) {
      conninfo += (rest.isEmpty ? "?" : "&") + "connect_timeout=10"
    }
    parts.password = nil
    // Host and port tell two servers apart; other parameters may be secrets.
    parts.queryItems =
      rest.filter { ["host", "port", "dbname"].contains($0.name) }
      + [URLQueryItem(name: "schema", value: schema)]
    shown = parts.string ?? "postgres:"
  }

  private static func unreadable(_ address: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.address",
      Localized(
        zh: "工作区地址无法识别。", en: "the address of the workspace cannot be read."),
      remedy: Localized(
        zh: "写作 postgres://用户@主机:端口/数据库?schema=名称，名称只用汉字、字母、数字和下划线。",
        en: """
          Write postgres://user@host:port/database?schema=name, the name with letters, digits and \
          underscores only.
          """), file: address.contains("@") ? nil : address)
  }
}
