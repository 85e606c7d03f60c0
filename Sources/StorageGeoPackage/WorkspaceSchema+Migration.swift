import Geometry
import Groundwork
import Storage

/// The steps from every earlier schema to the present one.
///
/// They are taken by the first write of a newer program, inside its transaction: an older file can
/// be read without being changed, and a step that fails leaves the file as it was. A released step
/// is never edited.
extension WorkspaceSchema {
  static func migrate(_ connection: SQLiteConnection) throws {
    let found = try found(connection)
    if found < 2 { try addHashes(connection) }
    if found < version { try setMeta("schema", String(version), connection) }
  }

  /// 1 → 2: hashes of layers and documents. What is there now is what later reads are held against.
  private static func addHashes(_ connection: SQLiteConnection) throws {
    try connection.execute(
      """
      DROP TRIGGER IF EXISTS zhitu_documents_same;
      ALTER TABLE zhitu_documents ADD COLUMN sha256 TEXT;
      ALTER TABLE zhitu_documents ADD COLUMN chain TEXT;
      \(hashTable)
      """)
    try register("zhitu_hashes", connection)
    var chain = DocumentChain()
    let transaction = GeoPackageTransaction(connection, timestamp: now())
    for entry in try transaction.documents(kind: nil, key: nil) {
      let hash = DocumentChain.hash(try transaction.body(ofDocument: entry.id) ?? [])
      chain.add(kind: entry.kind, key: entry.key, createdAt: entry.createdAt, sha256: hash)
      try connection.run(
        "UPDATE zhitu_documents SET sha256 = ?2, chain = ?3 WHERE id = ?1",
        [.integer(entry.id), .text(hash), .text(chain.head)])
    }
    try setMeta(DocumentChain.metaName, chain.head, connection)
    try connection.execute(documentsAreNeverChanged)
    let reference = try transaction.reference()
    for record in try transaction.records() {
      guard let shape = try transaction.shape(of: record.name) else { continue }
      var hasher = LayerHasher()
      let query = TableQuery(
        table: record.name, columns: shape.columns.map { $0.name },
        hasGeometry: shape.geometry != .none)
      try transaction.scan(query) { fid, wkb, values in hasher.add(fid, wkb: wkb, values) }
      try transaction.setHashes(
        LayerHashes(
          rows: hasher.rows(shape), entry: LayerHasher.entry(record, shape, reference)),
        of: record.name)
    }
  }
}
