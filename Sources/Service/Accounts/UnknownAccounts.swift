import Access
import EventLog
import Groundwork
import Synchronization

/// Accounts that do not exist, as far as somebody who guesses can tell: they lock like others, by the same
/// law. Kept for as long as the server runs, the newest few thousand.
final class UnknownAccounts: Sendable {
  private let states = Mutex<[String: SignIn.State]>([:])

  /// Takes note of an attempt; tells whether the account would be locked.
  func isLocked(
    _ account: String, at time: Timestamp, _ profile: SecurityProfile, by actor: EventLog.Actor
  ) -> Bool {
    states.withLock { states in
      if states.count >= 4096 { states = [:] }
      var state = states[account] ?? SignIn.initial
      state.isOpen = true
      let attempt = SignIn.Command.signIn(
        Credentials.Evidence(passwordMatches: false, secondFactor: .missing), session: .zero,
        profile)
      let context = DeedContext(actor: actor, time: time)
      guard let events = try? SignIn.decide(attempt, in: state, by: context) else { return false }
      for event in events {
        SignIn.evolve(&state, Deed(event: event, actor: actor, time: time, version: 1))
      }
      states[account] = state
      return state.lockedUntil.map { time < $0 } ?? false
    }
  }
}
