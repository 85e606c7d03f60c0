import Foundation
import Groundwork
import Synchronization

/// Turns SIGINT (Ctrl-C) and SIGTERM into a cancellation; a second signal ends the process at once.
///
/// The signal handler only writes a byte to a pipe, because little else is async-signal-safe. A
/// dedicated thread reads it: on a shared queue the cancellation would wait for the very work that
/// it is to cancel.
enum Interrupts {
  /// The writing end of the pipe; -1 before the pipe exists.
  private static let pipeEnd = Atomic<Int32>(-1)

  static func cancel(_ cancellation: Cancellation) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    // Child processes inherit neither end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readingEnd = ends[0]
    pipeEnd.store(ends[1], ordering: .releasing)
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(readingEnd, &byte, 1)
        if count < 0 && errno == EINTR { continue }
        guard count == 1 else { return }
        if cancellation.isCancelled { exit(ExitStatus.cancelled.rawValue) }
        cancellation.cancel()
      }
    }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let saved = errno
      var byte: UInt8 = 1
      _ = write(Interrupts.pipeEnd.load(ordering: .acquiring), &byte, 1)
      errno = saved
    }
    action.sa_flags = SA_RESTART
    for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
  }
}
