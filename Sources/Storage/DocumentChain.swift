import Groundwork

/// The chain of the hashes of all documents of a workspace, in the order in which they were added:
/// a document that is changed, left out or put in between breaks it.
package struct DocumentChain {
  /// The entry of a home's meta data that holds ``head``.
  package static let metaName = "documents_head"

  /// The hash of the newest document and of all before it; empty for none.
  package private(set) var head: String

  package init(head: String = "") {
    self.head = head
  }

  package mutating func add(kind: String, key: String, createdAt: String, sha256: String) {
    let fields = [head, kind, key, createdAt, sha256].map { "\($0.utf8.count) \($0)\n" }
    head = SHA256.hexadecimal(Array(fields.joined().utf8))
  }

  /// The hash of a document's bytes.
  package static func hash(_ body: [UInt8]) -> String {
    SHA256.hexadecimal(body)
  }
}
