import EventLog
import Groundwork

/// A whole book as it is handed to somebody else: enough to check everything that it says.
public struct QuotaExport: Hashable, Sendable, Codable {
  public static let format = "zhitu.quota-book/1"

  public var format = QuotaExport.format
  public var title: String
  public var crs: String
  public var catalogue: QuotaCatalogue
  public var holders: [QuotaHolder]
  public var entries: [Posted]

  /// An entry with who posted it, and when.
  public struct Posted: Hashable, Sendable, Codable {
    public var entry: QuotaEntry
    public var actor: Actor
    public var time: Timestamp
  }

  public init(_ deeds: [Deed<QuotaEvent>]) {
    title = ""
    crs = ""
    catalogue = QuotaCatalogue(name: "", kinds: [], purposes: [])
    entries = []
    var known: [String: QuotaHolder] = [:]
    for deed in deeds {
      switch deed.event {
      case .founded(let title, let crs, let catalogue):
        self.title = title
        self.crs = crs
        self.catalogue = catalogue
      case .adopted(let catalogue): self.catalogue = catalogue
      case .enrolled(let holder): known[holder.id] = holder
      case .posted(let list):
        entries += list.map { Posted(entry: $0, actor: deed.actor, time: deed.time) }
      }
    }
    holders = known.values.sorted { $0.id < $1.id }
  }

  /// The hash of the book: each entry with the hash of all before it, SHA-256 of canonical JSON.
  ///
  /// O(size of the book).
  public func digest() throws -> String {
    let json = CanonicalJSON()
    struct Head: Encodable {
      var title: String
      var crs: String
      var catalogue: QuotaCatalogue
      var holders: [QuotaHolder]
    }
    let head = Head(title: title, crs: crs, catalogue: catalogue, holders: holders)
    var digest = HashAlgorithm.sha256.hash(try json.bytes(head))
    for posted in entries {
      digest = HashAlgorithm.sha256.hash(digest.bytes + (try json.bytes(posted)))
    }
    return "sha256:" + digest.hex
  }
}
