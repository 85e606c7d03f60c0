import NIOCore

/// Limits on connections, so that slow or many clients do not block others.
public struct ConnectionLimits: Sendable {
  /// Connections at the same time; more wait until one is closed.
  public var connections = 256
  /// How long the head of a request may take, and how long a connection may be idle between requests.
  public var idle = Duration.seconds(20)
  /// How long the body of a request may take, whatever its size.
  public var body = Duration.seconds(20)
  /// The minimum rate of a longer body in bytes a second.
  public var slowestBody = 64 << 10

  public init() {}
}

extension Duration {
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
