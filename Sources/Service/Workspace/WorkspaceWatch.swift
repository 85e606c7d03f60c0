import Groundwork
import Storage
import Synchronization
import Workbench

/// Identifies the state of a workspace, so that changes are noticed.
private enum WorkspaceMark: Hashable {
  /// A file, which may be written, replaced or deleted by anybody.
  case file(FileIdentity)
  /// The revision number that a server storage increments with every write.
  case revision(UInt64)

  /// `nil` if there is no such file.
  /// - Throws: Errors of the storage.
  init?(_ workspace: Workspace) throws {
    if !workspace.isOnServer {
      guard let identity = FileIdentity(workspace.path) else { return nil }
      self = .file(identity)
    } else {
      self = .revision(try workspace.state())
    }
  }

  var number: UInt64 {
    switch self {
    case .file(let identity): identity.number
    case .revision(let number): number
    }
  }

  /// Whether nothing but the journal of a file has changed, as happens before the first write.
  func isMovedToLog(_ earlier: WorkspaceMark) -> Bool {
    guard case (.file(let now), .file(let before)) = (self, earlier) else { return false }
    return now.isMovedToLog(before)
  }

  /// Whether one write can have led here; a file does not count its writes.
  func isOneWrite(after earlier: WorkspaceMark) -> Bool {
    guard case (.revision(let now), .revision(let before)) = (self, earlier) else { return true }
    return now == before + 1
  }

  /// Whether it is a later state of the same storage, not a file that replaced it.
  func isLaterState(of earlier: WorkspaceMark) -> Bool {
    switch (self, earlier) {
    case (.file(let now), .file(let before)): now.isLaterState(of: before)
    case (.revision, .revision): true
    default: false
    }
  }
}

/// Gives the current state of a workspace, and notices when it is written and when its file is
/// replaced or deleted.
package final class WorkspaceWatch: Sendable {
  let path: String
  private let present: Mutex<Present>

  private struct Present {
    var mark: WorkspaceMark?
    var state: WorkspaceState
    /// Whether a write aside is under way that began at ``mark``: nobody else can write until it ends.
    var hasAside = false
    /// How many asides have begun and not ended. The first write of a file moves it to a log before its
    /// transaction begins.
    var begun = 0
    /// How often something was written aside.
    var asides: UInt64 = 0
  }

  /// - Throws: What the home says when it cannot be asked.
  package convenience init(_ workspace: Workspace) throws {
    self.init(workspace, mark: try WorkspaceMark(workspace))
  }

  /// Swift 6.3.1 crashes on an initialiser that can throw in a class with a member that cannot be
  /// copied and has a default value.
  private init(_ workspace: Workspace, mark: WorkspaceMark?) {
    path = workspace.path
    present = Mutex(
      Present(mark: mark, state: WorkspaceState(workspace, number: mark?.number ?? 0)))
  }

  /// Counts what this server has written aside, such as requests and decisions about exports.
  var asides: UInt64 { present.withLock { $0.asides } }

  /// The current state of the workspace.
  ///
  /// - Throws: A ``Problem`` 410 if the file is gone, 503 if it is no readable workspace or its
  ///   server does not answer; a later request succeeds once it is back.
  func current() throws -> WorkspaceState {
    try present.withLock { present in
      guard let mark = try mark(of: present.state.workspace) else {
        throw Problem(
          410, "workspace.gone", zh: "工作空间文件已被删除或移走：\(path)。",
          en: "The workspace file was deleted or moved: \(path).")
      }
      // What is new while something is written aside is that: its end brings the mark up to date.
      if mark == present.mark || present.hasAside { return present.state }
      if present.begun > 0, let known = present.mark, mark.isMovedToLog(known) {
        return present.state
      }
      // A deed of this server changes neither the place nor, with every write, the counter of the file.
      let isLater = present.mark.map { mark.isLaterState(of: $0) } ?? false
      let isSameHome = try isLater || isOwnState(present.state.workspace)
      let workspace = isSameHome ? present.state.workspace : try open()
      present.mark = mark
      present.state = WorkspaceState(workspace, number: mark.number)
      return present.state
    }
  }

  private func mark(of workspace: Workspace) throws -> WorkspaceMark? {
    try asking { try WorkspaceMark(workspace) }
  }

  private func isOwnState(_ workspace: Workspace) throws -> Bool {
    try asking { try workspace.isOwnState() }
  }

  private func open() throws -> Workspace {
    try asking { try Workspace.open(path) }
  }

  private func asking<T>(_ home: () throws -> T) throws -> T {
    do {
      return try home()
    } catch let diagnostic as Diagnostic {
      throw Problem(diagnostic, status: 503).with("Retry-After", "5")
    }
  }

  /// Writes data on which no other endpoint depends, such as the record of a job, so that
  /// everything derived from the current state stays valid.
  ///
  /// If somebody else has written since the last check, the next check finds a new state as usual.
  func writeKeepingState(_ body: (WorkspaceWriter) throws -> Void) throws {
    let state = try current()
    present.withLock { $0.begun += 1 }
    defer { present.withLock { $0.begun -= 1 } }
    var before: WorkspaceMark?
    do {
      try state.workspace.write(
        { writer in
          // Nobody else can write during the transaction.
          before = try WorkspaceMark(state.workspace)
          present.withLock { present in
            guard let before, let known = present.mark, present.state === state else { return }
            if before.isMovedToLog(known) { present.mark = before }
            present.hasAside = present.mark == before
          }
          try body(writer)
        },
        landed: {
          // Before the next one of this server writes. Where the home does not answer now, the next check
          // finds a new state.
          let after = try? WorkspaceMark(state.workspace)
          present.withLock { present in
            present.hasAside = false
            present.asides += 1
            guard let before, let after, present.mark == before, present.state === state,
              after.isOneWrite(after: before)
            else { return }
            present.mark = after
          }
        })
    } catch {
      present.withLock { $0.hasAside = false }
      throw error
    }
  }
}
