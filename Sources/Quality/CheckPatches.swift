import Geometry
import Groundwork

/// The patches of a check: columns, and features that are loaded batch by batch.
public struct CheckPatches: Sendable {
  public let name: String
  public let columns: [Column]
  private let source: Source

  private enum Source: Sendable {
    case memory([Feature])
    case store(FeatureStore)
  }

  public init(_ layer: CheckLayer) {
    name = layer.name
    columns = layer.columns
    source = .memory(layer.features)
  }

  /// - Parameter store: filled and finished.
  public init(name: String, columns: [Column], store: FeatureStore) {
    self.name = name
    self.columns = columns
    source = .store(store)
  }

  public var count: Int {
    switch source {
    case .memory(let features): features.count
    case .store(let store): store.count
    }
  }

  /// No less than the number of points.
  var pointBound: Int {
    switch source {
    case .memory(let features): features.reduce(0) { $0 + ($1.geometry?.pointCount ?? 0) }
    case .store(let store): store.byteCount / 8
    }
  }

  /// Consecutive features.
  ///
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  func load(_ range: Range<Int>) throws -> [Feature] {
    switch source {
    case .memory(let features): Array(features[range])
    case .store(let store): try store.load(range)
    }
  }

  /// One feature.
  func load(_ position: Int) throws -> Feature {
    try load(position..<position + 1)[0]
  }

  /// A layer of some of the features, or of none: the columns by name, and how ids are read.
  func layer(_ features: [Feature]) -> CheckLayer {
    CheckLayer(name: name, columns: columns, features: features)
  }
}
