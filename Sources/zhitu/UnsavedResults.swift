import Groundwork

/// Results on a read-only workspace: they are shown, with a warning that they are not saved.
enum UnsavedResults {
  static func report(to tell: ([Diagnostic]) -> Void, _ keep: () throws -> Void) throws {
    do {
      try keep()
    } catch let failure as Diagnostic where failure.code == "workspace.read-only" {
      tell([
        Diagnostic(
          .warning, code: "workspace.not-kept",
          Localized(
            zh: "工作空间只读：结果已算出，但没有存入。",
            en: "the workspace is read-only: the results are shown but not saved."),
          remedy: failure.remedy, file: failure.file)
      ])
    }
  }
}
