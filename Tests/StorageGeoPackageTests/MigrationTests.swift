import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

/// A file of every earlier schema is read without being changed, and brought up by the first write.
@Suite struct MigrationTests {
  /// Makes a file of schema 1, by taking away what schema 2 added.
  private func schema1(_ path: String) throws {
    do {
      let workspace = try Workspace.openOrCreate(path)
      try writeSquares(30, to: workspace)
      for body in ["a", "b"] {
        try workspace.write {
          try $0.putDocument(kind: "check", key: "2023", body: Array(body.utf8))
        }
      }
    }
    let raw = try SQLiteConnection(path, .readWrite)
    try raw.execute(
      """
      DROP TABLE zhitu_documents;
      CREATE TABLE zhitu_documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        created_at TEXT NOT NULL,
        body BLOB NOT NULL
      );
      CREATE INDEX zhitu_documents_newest ON zhitu_documents (kind, key, id);
      CREATE TRIGGER zhitu_documents_stay BEFORE DELETE ON zhitu_documents
        BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
      CREATE TRIGGER zhitu_documents_same BEFORE UPDATE ON zhitu_documents
        BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
      INSERT INTO zhitu_documents (kind, key, created_at, body)
        VALUES ('check', '2023', '2025-01-01T00:00:00.000Z', x'61'),
          ('check', '2023', '2025-01-02T00:00:00.000Z', x'62');
      DROP TABLE zhitu_hashes;
      DELETE FROM gpkg_extensions WHERE table_name = 'zhitu_hashes';
      DELETE FROM zhitu_meta WHERE name = 'documents_head';
      UPDATE zhitu_meta SET value = '1' WHERE name = 'schema';
      """)
  }

  @Test func anOldFileIsReadAsItIs() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    try schema1(path)
    let before = try bytes(of: path)
    let text = try content(of: path)
    let workspace = try Workspace.open(path)
    let report = try workspace.integrity()
    #expect(report.unsealedLayers == ["survey_2023"] && report.isSound)
    workspace.close()
    #expect(try bytes(of: path) == before)
    // The same content after the first write, which brings the file up.
    try { try Workspace.open(path).write { _ in } }()
    #expect(try content(of: path) == text)
    let raw = try SQLiteConnection(path, .readWrite)
    #expect(try raw.text("SELECT value FROM zhitu_meta WHERE name = 'schema'") == "2")
    #expect(throws: Diagnostic.self) { try raw.execute("UPDATE zhitu_documents SET id = 9") }
    raw.close()
    let sealed = try Workspace.open(path).integrity()
    #expect(sealed.soundLayers == ["survey_2023"] && sealed.soundDocuments == 2 && sealed.isSound)
  }

  @Test func aWriteThatFailsLeavesTheOldSchema() throws {
    struct Abort: Error {}
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    try schema1(path)
    let text = try content(of: path)
    #expect(throws: Abort.self) { try Workspace.open(path).write { _ in throw Abort() } }
    let raw = try SQLiteConnection(path, .readWrite)
    #expect(try raw.text("SELECT value FROM zhitu_meta WHERE name = 'schema'") == "1")
    raw.close()
    #expect(try content(of: path) == text)
  }

  /// A newer program brings the file up while an older one has it open: the older one stops writing.
  @Test func aNewerFileIsNotWrittenTo() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    try writeSquares(3, to: workspace)
    let raw = try SQLiteConnection(path, .readWrite)
    try raw.execute("UPDATE zhitu_meta SET value = '99' WHERE name = 'schema'")
    let error = diagnostic { try writeSquares(5, to: workspace) }
    #expect(error?.code == "workspace.newer")
  }
}
