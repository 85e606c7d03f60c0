import Foundation
import Geometry
import Groundwork
import Synchronization

/// One workspace (工作区): layers with features, their register, and documents, in one of its homes.
///
/// Many threads may read while one writes. Readers see the state of the last finished write and
/// never wait for a running one. Writers wait for each other.
public final class Workspace: Sendable {
  /// Where it lives: the absolute path of a file, or an address without its password.
  public let path: String

  /// What it is called: the name of the file without its ending, or of the schema.
  public var name: String { home.name }

  /// Whether it lives on a server, and not in a file under ``path``.
  public var isOnServer: Bool { home.isOnServer }

  private let home: any WorkspaceHome
  /// Held by the one who writes.
  private let turn = NSLock()
  private let writingThread = Mutex<UInt?>(nil)
  /// How many wait to write.
  private let waiting = Atomic<Int>(0)
  /// The ``state()`` in which the last write of this object left its file.
  private let left = Mutex<UInt64?>(nil)
  private let isClosed = Mutex(false)

  public init(_ home: any WorkspaceHome) {
    self.home = home
    path = home.address
  }

  deinit {
    close()
  }

  /// Reads one consistent state: everything inside sees the same, whatever is written meanwhile.
  ///
  /// May be called from many threads and may be nested. Do not write inside: a first write would
  /// wait for this reader, until the lock timeout has passed.
  public func read<T>(_ body: (WorkspaceReader) throws -> T) throws -> T {
    try checkOpen()
    return try home.read { try body(WorkspaceReader($0, path)) }
  }

  /// Writes in one transaction: all of it is kept, or nothing.
  ///
  /// If `body` throws, the process is killed or the disk is full, the workspace is as it was. Reads
  /// through the workspace inside `body` see the state before; ``WorkspaceWriter/reader`` sees what
  /// was written.
  /// - Parameter landed: Called when all of it is kept, before anybody else of this program writes.
  /// - Precondition: Not inside another write on the same thread.
  /// - Throws: What `body` throws; diagnostics `workspace.locked`, `workspace.read-only`,
  ///   `workspace.disk-full`, `workspace.missing` (no such folder), `workspace.io`.
  public func write<T>(
    _ body: (WorkspaceWriter) throws -> T, landed: () -> Void = {}
  ) throws -> T {
    let thread = takeTurn()
    writingThread.withLock { $0 = thread }
    defer {
      writingThread.withLock { $0 = nil }
      turn.unlock()
    }
    try checkOpen()
    let result = try home.write { home in
      let writer = WorkspaceWriter(home, path)
      defer { writer.invalidate() }
      let result = try body(writer)
      try writer.complete()
      return result
    }
    home.tidy(isBusy: waiting.load(ordering: .relaxed) > 0)
    if !home.isOnServer {
      // A file that cannot be looked at now is no known state.
      let state = try? home.state()
      left.withLock { $0 = state }
    }
    landed()
    return result
  }

  /// Whether the file is as this object left it, or is being written by it.
  ///
  /// - Throws: As ``state()``.
  public func isOwnState() throws -> Bool {
    if writingThread.withLock({ $0 }) != nil { return true }
    let state = try state()
    return left.withLock { $0 } == state
  }

  /// A number that changes whenever something was written, by this program or another.
  ///
  /// - Throws: Diagnostic `workspace.missing` when the workspace is gone.
  public func state() throws -> UInt64 {
    try home.state()
  }

  /// Gives up what the home holds open; of a file, one single file is left. Called on release too.
  ///
  /// Reading and writing afterwards throw the diagnostic `workspace.closed`.
  public func close() {
    _ = takeTurn()
    defer { turn.unlock() }
    let isFirst = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return !isClosed
    }
    if isFirst { home.close() }
  }

  private func checkOpen() throws {
    guard isClosed.withLock({ $0 }) else { return }
    throw Diagnostic.closed(file: path)
  }

  /// Waits for the other writers; gives the present thread.
  private func takeTurn() -> UInt {
    let thread = UInt(bitPattern: ObjectIdentifier(Thread.current))
    precondition(writingThread.withLock { $0 } != thread, "write or close inside write")
    waiting.add(1, ordering: .relaxed)
    turn.lock()
    waiting.subtract(1, ordering: .relaxed)
    return thread
  }
}
