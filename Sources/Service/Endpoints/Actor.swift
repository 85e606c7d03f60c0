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
  guard actor == .local else {
    throw Problem(
      403, "service.right", zh: "无权使用 \(endpoint.id)。", en: "You may not use \(endpoint.id).")
  }
}
