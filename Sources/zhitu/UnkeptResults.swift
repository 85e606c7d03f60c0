import Groundwork

/// Results of a workspace that can be read and not written: they are shown, and it is said that they
/// are not kept.
enum UnkeptResults {
  static func said(to tell: ([Diagnostic]) -> Void, _ keep: () throws -> Void) throws {
    do {
      try keep()
    } catch let failure as Diagnostic where failure.code == "workspace.read-only" {
      tell([
        Diagnostic(
          .warning, code: "workspace.not-kept",
          Localized(
            zh: "工作空间只读：结果已算出，但没有存入。",
            en: "the workspace is read-only: the results are shown and not kept."),
          remedy: failure.remedy, file: failure.file)
      ])
    }
  }
}
