import Groundwork

/// Where the pieces of a lot were taken from: the layers, as they were then.
public struct GroundSource: Hashable, Sendable, Codable {
  /// A layer and what it held.
  public struct Layer: Hashable, Sendable, Codable {
    public var name: String
    /// The hash of its rows, hexadecimal.
    public var rows: String

    public init(name: String, rows: String) {
      self.name = name
      self.rows = rows
    }
  }

  /// The base epoch.
  public var base: String
  /// A plan, or a later epoch.
  public var to: String
  /// The layer before, then the layer after.
  public var layers: [Layer]

  public init(base: String, to: String, layers: [Layer]) {
    self.base = base
    self.to = to
    self.layers = layers
  }
}
