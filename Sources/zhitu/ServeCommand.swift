import ArgumentParser
import Groundwork
import Service
import Storage
import Workbench

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "打开网页 · serve the workspace on 127.0.0.1")

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("端口，0 为任意 · port, 0 for any", valueName: "port"))
  var port = 8080

  @OptionGroup var common: CommonOptions

  func run() async throws {
    if let lang = common.lang { Console.language = lang }
    let workspace = try Workspace.open(workspace.workspace)
    defer { workspace.close() }
    let server = try WorkspaceServer(
      workspace: workspace, webRoot: ProgramHome.path("Web"), port: port)
    let language = common.language
    let json = common.json
    try await server.run { port in
      let address = "http://127.0.0.1:\(port)/"
      if json {
        Console.put("{\"address\":\"\(address)\"}\n")
      } else {
        Console.put(
          Localized(
            zh: "治土已启动：\(address)  （Ctrl-C 结束）\n",
            en: "Zhitu is serving: \(address)  (Ctrl-C to stop)\n")[language])
      }
    }
  }
}
