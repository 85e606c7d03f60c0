import Groundwork

/// What differs between two sets of rules: two packs, or one book on two days (规则对照).
public struct RuleBookDiff: Sendable, Codable {
  public static let schema = "zhitu.rules-diff/1"

  public struct Entry: Sendable, Hashable, Codable {
    public var rule: String
    public var title: Localized
  }

  public struct FieldChange: Sendable, Hashable, Codable {
    public var field: String
    /// Nil where the old rule lacks the field.
    public var from: String?
    /// Nil where the new rule lacks the field.
    public var to: String?
  }

  public struct Change: Sendable, Hashable, Codable {
    public var rule: String
    public var title: Localized
    public var fields: [FieldChange]
  }

  public var schema = RuleBookDiff.schema
  public var added: [Entry] = []
  public var removed: [Entry] = []
  public var changed: [Change] = []
  /// How many rules are the same.
  public var same = 0

  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// Rules are paired by id; several versions of one rule by the day from which they are in force.
  public init(_ old: [Rule], _ new: [Rule]) {
    let before = Dictionary(grouping: old, by: \.id)
    let after = Dictionary(grouping: new, by: \.id)
    for id in Set(before.keys).union(after.keys).sorted() {
      compare(before[id] ?? [], after[id] ?? [])
    }
  }

  private mutating func compare(_ old: [Rule], _ new: [Rule]) {
    if old.count == 1, new.count == 1 {
      compare(old[0], new[0])
      return
    }
    var rest = new
    for rule in old {
      if let index = rest.firstIndex(where: { $0.effectiveFrom == rule.effectiveFrom }) {
        compare(rule, rest.remove(at: index))
      } else {
        removed.append(RuleBookDiff.entry(rule, of: old.count))
      }
    }
    added += rest.map { RuleBookDiff.entry($0, of: new.count) }
  }

  private mutating func compare(_ old: Rule, _ new: Rule) {
    let before = old.fields
    let after = new.fields
    let from = Dictionary(before.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
    let to = Dictionary(after.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
    var names = before.map(\.name)
    names += after.map(\.name).filter { from[$0] == nil }
    let fields = names.filter { from[$0] != to[$0] }
      .map { FieldChange(field: $0, from: from[$0], to: to[$0]) }
    if fields.isEmpty {
      same += 1
    } else {
      changed.append(Change(rule: new.id, title: new.title, fields: fields))
    }
  }

  /// Where a rule has several versions, the entry names the version.
  private static func entry(_ rule: Rule, of count: Int) -> Entry {
    let version = rule.effectiveFrom.map { "@\($0)" } ?? ""
    return Entry(rule: rule.id + (count > 1 ? version : ""), title: rule.title)
  }
}
