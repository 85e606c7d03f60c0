import Access
import EventLog
import Governance
import Groundwork
import Storage

/// What every act of a case relies on besides its process. Kept by its hash, and named by the deed from which on
/// it holds.
public enum CaseGround: String, Sendable, CaseIterable {
  /// What each role may do.
  case roles = "access/roles"
  /// By which time limits are counted.
  case calendar = "processes/calendar"
}

extension Workbench {
  /// Keeps the roles and the calendar by which a case is handled now.
  ///
  /// - Parameter records: The events of the case so far.
  /// - Returns: Those that are others than the case relied on before.
  static func keepGrounds(
    _ book: RoleBook, _ calendar: WorkCalendar, after records: [EventRecord] = [],
    in writer: WorkspaceWriter
  ) throws -> [Reliance] {
    let known = states(try records.map { try $0.basis() })
    return try CaseGround.allCases.compactMap { ground in
      let bytes =
        switch ground {
        case .roles: try book.bytes()
        case .calendar: try calendar.bytes()
        }
      guard known[ground] != attachmentKey(bytes) else { return nil }
      return Reliance(
        .document, ground.rawValue, state: try keepAttachment(bytes, in: writer))
    }
  }

  /// The last state of each ground that some deeds name.
  static func states(_ basis: [[Reliance]]) -> [CaseGround: String] {
    basis.joined().reduce(into: [:]) { states, one in
      guard one.kind == .document, let ground = CaseGround(rawValue: one.name) else { return }
      states[ground] = one.state
    }
  }
}
