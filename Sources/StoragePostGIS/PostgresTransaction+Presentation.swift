import Groundwork
import Storage

/// What a PostGIS schema tells other programs about its layers: comments of tables and columns, which
/// `psql`, QGIS and most clients show, and the style in `public.layer_styles`, where QGIS looks for it.
extension PostgresTransaction {
  func present(_ presentation: LayerPresentation, of table: String) throws {
    guard let layout = try layout(of: table) else { return }
    let name = quoted(layout.table)
    let about =
      presentation.abstract.isEmpty
      ? presentation.title : "\(presentation.title)\n\(presentation.abstract)"
    try connection.execute("COMMENT ON TABLE \(name) IS \(literal(about))")
    let physical = Dictionary(layout.columns.map { ($0.column.name, $0.physical) }) { a, _ in a }
    for note in presentation.columns {
      guard let column = physical[note.column] else { continue }
      let text = note.description.isEmpty ? note.title : "\(note.title) (\(note.description))"
      try connection.execute("COMMENT ON COLUMN \(name).\(quoted(column)) IS \(literal(text))")
    }
    try connection.execute("SAVEPOINT zhitu_style")
    do {
      try write(presentation.style, title: presentation.title, of: layout)
    } catch let refusal as Diagnostic where refusal.code == "workspace.read-only" {
      // The schema `public` may belong to somebody else; a layer is whole without its colours.
      try connection.execute("ROLLBACK TO SAVEPOINT zhitu_style")
    }
    try connection.execute("RELEASE SAVEPOINT zhitu_style")
  }

  static let mark = "zhitu: "

  private func write(
    _ style: LayerPresentation.Style?, title: String, of layout: Layout
  ) throws {
    let isThere = try connection.first("SELECT to_regclass('public.layer_styles')::oid::bigint") {
      !$0.isNull(0)
    }
    if isThere == true {
      // Styles of tables that are gone, and the earlier one of this table; none that people made.
      try connection.run(
        """
        DELETE FROM public.layer_styles s
        WHERE f_table_catalog = current_database() AND f_table_schema = current_schema()
          AND description LIKE $1
          AND (f_table_name = $2 OR NOT EXISTS
            (SELECT 1 FROM zhitu_layers l WHERE l.table_name = s.f_table_name))
        """, [.text(PostgresTransaction.mark + "%"), .text(layout.table)])
    }
    guard let style, layout.geometry != .none else { return }
    if isThere != true {
      // The form is that of QGIS.
      try connection.execute(
        """
        CREATE TABLE public.layer_styles (
          id serial PRIMARY KEY, f_table_catalog varchar, f_table_schema varchar,
          f_table_name varchar, f_geometry_column varchar, styleName text, styleQML xml,
          styleSLD xml, useAsDefault boolean, description text,
          owner varchar(63) DEFAULT CURRENT_USER, ui xml,
          update_time timestamp DEFAULT CURRENT_TIMESTAMP, type varchar
        )
        """)
    }
    try connection.run(
      """
      INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name,
        f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description)
      VALUES (current_database(), current_schema(), $1, 'geom', $2, XMLPARSE(DOCUMENT $3),
        XMLPARSE(DOCUMENT $4), true, $5)
      """,
      [
        .text(layout.table), .text(style.name), .text(style.qml), .text(style.sld),
        .text(PostgresTransaction.mark + title),
      ])
  }

  /// A text in single quotes, for statements that take no values.
  private func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
