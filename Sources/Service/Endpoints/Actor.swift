import Access
import EventLog
import Groundwork
import Workbench

/// The identified sender of a request.
package struct Actor: Hashable, Sendable {
  /// The name in records of past acts.
  package var name: String
  package var caller: Caller
  /// The hash of the token of the session, with accounts.
  package var session: Digest?

  package init(name: String, caller: Caller, session: Digest? = nil) {
    self.name = name
    self.caller = caller
    self.session = session
  }

  /// The person at this machine, who may act in any role and has not chosen one.
  package static let local = Actor(
    name: "local", caller: Caller(.local(role: "planner"), address: "local"))

  /// The person at this machine in a role of their choice.
  static func local(role: String, address: String) -> Actor {
    Actor(name: "local:\(role)", caller: Caller(.local(role: role), address: address))
  }

  /// Somebody who has not signed in, on a server with accounts.
  static func stranger(address: String) -> Actor {
    Actor(name: "", caller: Caller(.person(""), address: address))
  }

  /// Distinguishes senders in entity tags and idempotency keys.
  var key: String { name }
}
