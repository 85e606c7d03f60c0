import Groundwork
import Storage

extension PostgresTransaction {
  /// Renames each table to the name of its layer, which is what people look for with QGIS. A layer that is
  /// written anew lies in `NAME_rN` until then, because the earlier one still has the name.
  ///
  /// The caller holds the gate and the turn: nobody else of this program reads or writes. A name that is
  /// taken, or longer than PostgreSQL's 63 bytes, is left as it is.
  func nameTablesPlainly() throws {
    let wanted = try connection.query(
      """
      SELECT table_name, record::json->>'name' FROM zhitu_layers
      WHERE table_name IS DISTINCT FROM record::json->>'name' ORDER BY table_name
      """
    ) { (table: $0.text(0) ?? "", name: $0.text(1) ?? "") }
    for (table, name) in wanted where !name.isEmpty && name.utf8.count <= 63 {
      let taken = try connection.first(
        """
        SELECT count(*) FROM pg_catalog.pg_class
        WHERE relname = $1 AND relnamespace = current_schema()::regnamespace
        """, [.text(name)]
      ) { $0.integer(0) }
      if taken != 0 { continue }
      try connection.execute("ALTER TABLE \(quoted(table)) RENAME TO \(quoted(name))")
      try connection.run(
        "UPDATE zhitu_layers SET table_name = $2 WHERE table_name = $1",
        [.text(table), .text(name)])
      try renameStyle(of: table, to: name)
    }
  }

  private func renameStyle(of table: String, to name: String) throws {
    let isThere = try connection.first("SELECT to_regclass('public.layer_styles')::oid::bigint") {
      !$0.isNull(0)
    }
    guard isThere == true else { return }
    try connection.execute("SAVEPOINT zhitu_style")
    do {
      try connection.run(
        """
        DELETE FROM public.layer_styles
        WHERE f_table_catalog = current_database() AND f_table_schema = current_schema()
          AND f_table_name = $1 AND description LIKE $2
        """, [.text(name), .text(PostgresTransaction.mark + "%")])
      try connection.run(
        """
        UPDATE public.layer_styles SET f_table_name = $2
        WHERE f_table_catalog = current_database() AND f_table_schema = current_schema()
          AND f_table_name = $1
        """, [.text(table), .text(name)])
    } catch let refusal as Diagnostic where refusal.code == "workspace.read-only" {
      // The table of styles may belong to somebody else, who does not let it be written.
      try connection.execute("ROLLBACK TO SAVEPOINT zhitu_style")
    }
    try connection.execute("RELEASE SAVEPOINT zhitu_style")
  }
}
