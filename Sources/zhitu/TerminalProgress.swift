import Foundation
import Groundwork
import Synchronization

/// A progress line on standard error, ten times a second at most; silent when standard error is no
/// terminal.
final class TerminalProgress: ProgressReporter {
  private struct State {
    var stage = ""
    var total: Int?
    var shown = ContinuousClock.Instant.now
    var isShown = false
  }

  private let state = Mutex(State())
  private let language: Language
  private static let interval = Duration.milliseconds(100)
  private static let width = 28

  init(language: Language) {
    self.language = language
  }

  static func forTerminal(language: Language, quiet: Bool) -> any ProgressReporter {
    quiet || isatty(STDERR_FILENO) == 0 ? SilentProgress() : TerminalProgress(language: language)
  }

  func begin(_ stage: Localized, total: Int?) {
    state.withLock {
      $0.stage = stage[language]
      $0.total = total
      $0.shown = .now - TerminalProgress.interval
    }
  }

  func advance(to done: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.shown >= TerminalProgress.interval else { return }
      state.shown = now
      state.isShown = true
      var line = "\r\u{1B}[K\(state.stage) "
      if let total = state.total, total > 0 {
        let share = min(1, Double(done) / Double(total))
        let full = Int(share * Double(TerminalProgress.width))
        line += String(repeating: "█", count: full)
        line += String(repeating: "░", count: TerminalProgress.width - full)
        line += " \(Int(share * 100)) % (\(done)/\(total))"
      } else {
        line += "\(done)"
      }
      FileHandle.standardError.write(Data(line.utf8))
    }
  }

  func end() {
    state.withLock { state in
      guard state.isShown else { return }
      state.isShown = false
      FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
  }
}
