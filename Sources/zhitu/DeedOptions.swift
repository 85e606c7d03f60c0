import ArgumentParser
import EventLog
import Storage
import Workbench

/// What every act needs on something that others change too: the workspace, who acts, and the version that they saw.
struct DeedOptions: ParsableArguments {
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var actor: ActorOptions

  @Option(
    help: ArgumentHelp(
      "您所看到的版本；他人已先办理则不执行 · the version that you have seen", valueName: "n"))
  var version: Int64?

  @OptionGroup var common: CommonOptions

  /// Opens the workspace for one act, and says so where somebody else acted first.
  func perform(_ act: (Workbench, ActorOptions.LocalDeed) throws -> Void) throws {
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let deed = try actor.deed()
    do {
      try act(bench, deed)
    } catch let conflict as EventConflict {
      throw conflict.diagnostic
    }
  }
}
