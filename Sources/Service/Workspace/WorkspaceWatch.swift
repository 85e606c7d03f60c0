import Groundwork
import Storage
import Synchronization
import Workbench

/// Gives the present state of a workspace file and notices at once that it was written, replaced or
/// deleted.
package final class WorkspaceWatch: Sendable {
  let path: String
  private let present: Mutex<Present>

  private struct Present {
    var identity: FileIdentity?
    var state: WorkspaceState
  }

  init(_ workspace: Workspace) {
    path = workspace.path
    let identity = FileIdentity(path)
    present = Mutex(
      Present(
        identity: identity, state: WorkspaceState(workspace, number: identity?.number ?? 0)))
  }

  /// The state of the file now.
  ///
  /// - Throws: A ``Problem`` 410 if the file is gone, 503 if what is there cannot be read as a
  ///   workspace.
  func current() throws -> WorkspaceState {
    try present.withLock { present in
      guard let identity = FileIdentity(path) else {
        throw Problem(
          410, "workspace.gone", zh: "工作空间文件已被删除或移走：\(path)。",
          en: "The workspace file was deleted or moved: \(path).")
      }
      if identity == present.identity { return present.state }
      let isSameFile = present.identity.map(identity.follows) ?? false
      let workspace = isSameFile ? present.state.workspace : try open()
      present = Present(
        identity: identity, state: WorkspaceState(workspace, number: identity.number))
      return present.state
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
    var before: FileIdentity?
    try state.workspace.write { writer in
      // Within the transaction nobody else can write.
      before = FileIdentity(path)
      try body(writer)
    }
    present.withLock { present in
      guard let before, present.identity == before, present.state === state,
        let after = FileIdentity(path)
      else { return }
      present.identity = after
    }
  }
}
