/// A dictionary in shards, of which a changed copy copies only those that it touches.
///
/// A batch of orders is decided on a copy of the book. With a plain dictionary the first change of that
/// copy copies every account and every lot, so that a long history takes quadratic time.
public struct ShardedDictionary<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private static var shardCount: Int { 256 }

  private var shards: [[Key: Value]]
  public private(set) var count = 0

  public init() { shards = Array(repeating: [:], count: Self.shardCount) }

  private static func shard(of key: Key) -> Int {
    Int(truncatingIfNeeded: UInt(bitPattern: key.hashValue) >> 3) & (shardCount - 1)
  }

  public var isEmpty: Bool { count == 0 }

  /// The values, in no order. O(count).
  public var values: [Value] { shards.flatMap(\.values) }

  /// O(1); setting a value copies one shard where the dictionary is shared.
  public subscript(key: Key) -> Value? {
    get { shards[Self.shard(of: key)][key] }
    set {
      let shard = Self.shard(of: key)
      let old = shards[shard].updateOrRemove(key, newValue)
      count += (newValue == nil ? 0 : 1) - (old ? 1 : 0)
    }
  }

  /// Changes a value in its place; nothing for a key that is not there. O(1).
  public mutating func update(_ key: Key, _ change: (inout Value) -> Void) {
    let shard = Self.shard(of: key)
    guard let index = shards[shard].index(forKey: key) else { return }
    change(&shards[shard].values[index])
  }

  /// As ``update(_:_:)``, with a value for a key that is not there.
  public mutating func update(
    _ key: Key, default value: @autoclosure () -> Value, _ change: (inout Value) -> Void
  ) {
    let shard = Self.shard(of: key)
    if shards[shard].index(forKey: key) == nil { count += 1 }
    change(&shards[shard][key, default: value()])
  }

  public mutating func removeAll(where isGone: (Key, Value) -> Bool) {
    for shard in shards.indices where !shards[shard].isEmpty {
      shards[shard] = shards[shard].filter { !isGone($0.key, $0.value) }
    }
    count = shards.reduce(0) { $0 + $1.count }
  }
}

extension Dictionary {
  /// Whether there was a value before.
  fileprivate mutating func updateOrRemove(_ key: Key, _ value: Value?) -> Bool {
    guard let value else { return removeValue(forKey: key) != nil }
    return updateValue(value, forKey: key) != nil
  }
}

extension ShardedDictionary: Sequence {
  /// Keys with their values, in no order.
  public func makeIterator() -> AnyIterator<(key: Key, value: Value)> {
    AnyIterator(shards.lazy.flatMap { $0 }.makeIterator())
  }
}

extension ShardedDictionary: Equatable where Value: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.count == b.count && a.shards == b.shards }
}

extension ShardedDictionary: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) { hasher.combine(shards) }
}

/// As a plain dictionary.
extension ShardedDictionary: Codable where Key: Codable, Value: Codable {
  public init(from decoder: any Decoder) throws {
    self.init()
    for (key, value) in try [Key: Value](from: decoder) { self[key] = value }
  }

  public func encode(to encoder: any Encoder) throws {
    try Dictionary(map { ($0.key, $0.value) }) { first, _ in first }.encode(to: encoder)
  }
}
