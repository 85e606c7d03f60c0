import Groundwork
import Storage
import Synchronization
import Workbench

/// Gives the present state of a workspace and notices at once that it was written, replaced or
/// deleted, by whomever.
package final class WorkspaceWatch: Sendable {
  let path: String
  private let present: Mutex<Present>

  private struct Present {
    var mark: Mark?
    var state: WorkspaceState
  }

  /// What tells one state from another.
  private enum Mark: Equatable {
    case file(FileIdentity)
    /// As a home counts that is no file; see ``Storage/Workspace/state()``.
    case home(UInt64)

    var number: UInt64 {
      switch self {
      case .file(let identity): identity.number
      case .home(let number): number
      }
    }
  }

  private let isFile: Bool

  init(_ workspace: Workspace) {
    path = workspace.path
    let identity = FileIdentity(path)
    isFile = !workspace.isOnServer
    present = Mutex(
      Present(
        mark: identity.map(Mark.file),
        state: WorkspaceState(workspace, number: identity?.number ?? 0)))
  }

  /// The state now.
  ///
  /// - Throws: A ``Problem`` 410 if the file is gone, 503 if what is there cannot be read as a
  ///   workspace or the server of the workspace cannot be reached.
  func current() throws -> WorkspaceState {
    try present.withLock { present in
      guard let mark = try mark(of: present.state.workspace) else {
        throw Problem(
          410, "workspace.gone", zh: "工作空间文件已被删除或移走：\(path)。",
          en: "The workspace file was deleted or moved: \(path).")
      }
      if mark == present.mark { return present.state }
      let isSame: Bool
      switch (mark, present.mark) {
      case (.file(let now), .file(let before)?): isSame = now.follows(before)
      case (.file, _): isSame = false
      // The home itself connects anew where it must.
      case (.home, _): isSame = true
      }
      let workspace = isSame ? present.state.workspace : try open()
      present = Present(mark: mark, state: WorkspaceState(workspace, number: mark.number))
      return present.state
    }
  }

  /// `nil` if the file is gone.
  private func mark(of workspace: Workspace) throws -> Mark? {
    if isFile { return FileIdentity(path).map(Mark.file) }
    do {
      return .home(try workspace.state())
    } catch let diagnostic as Diagnostic {
      throw Problem(diagnostic, status: 503).with("Retry-After", "5")
    }
  }

  private func open() throws -> Workspace {
    do {
      return try Workspace.open(path)
    } catch let diagnostic as Diagnostic {
      throw Problem(diagnostic, status: 503).with("Retry-After", "5")
    }
  }

  /// Writes what no answer but that of its own endpoint depends on, such as the record of a job:
  /// what was worked out from the state before stays good.
  ///
  /// Where somebody else has written since the last look, the next look finds a new state as usual.
  func writeAside(_ body: (WorkspaceWriter) throws -> Void) throws {
    let state = try current()
    var before: Mark?
    try state.workspace.write { writer in
      // Within the transaction nobody else can write.
      before = try mark(of: state.workspace)
      try body(writer)
    }
    let after = try mark(of: state.workspace)
    present.withLock { present in
      guard let before, let after, present.mark == before, present.state === state else { return }
      present.mark = after
    }
  }
}
