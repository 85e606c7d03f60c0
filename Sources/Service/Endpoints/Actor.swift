import Groundwork

/// Who asks.
package struct Actor: Hashable, Sendable {
  /// What stands in records of what was done.
  package var name: String

  /// The one person at this machine, who may act in any role.
  package static let local = Actor(name: "local")
}

/// Whether the actor may use the endpoint: the one place where that is decided.
///
/// Without accounts the server listens on 127.0.0.1 only, for one person who may do everything.
/// - Throws: A ``Problem`` 403 that gives the reason.
func authorize(_ endpoint: Endpoint, _ actor: Actor) throws {
  switch endpoint.right {
  case .read, .trial, .change, .operate: return
  }
}
