import ArgumentParser

/// A plan of a workspace and the epoch from which it starts.
struct PlanOptions: ParsableArguments {
  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("方案，缺省为唯一的一个 · plan, by default the only one", valueName: "name"))
  var plan: String?

  @Option(
    help: ArgumentHelp("基期，缺省为最早 · base epoch, by default the earliest", valueName: "epoch"))
  var base: String?
}
