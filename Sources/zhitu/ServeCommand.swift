import ArgumentParser
import Groundwork
import Service
import Storage
import Workbench

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "打开网页 · serve the workspace",
    discussion: """
      缺省供本机一人使用，只监听 127.0.0.1。--accounts 供多人登录使用：置于带 TLS 的反向代理之后
      （Deploy/nginx.conf），并用 --origin 说明浏览器所见的地址。
      By default for one person on this machine; with --accounts for many, behind a TLS proxy.
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("端口，0 为任意 · port, 0 for any", valueName: "port"))
  var port = 8080

  @Flag(help: "须登录，按权限使用 · require sign-in, with granted rights")
  var accounts = false

  @Option(help: "安全策略 · security profile: dengbao3, asvs")
  var profile = "dengbao3"

  @Option(help: ArgumentHelp("监听地址 · address to listen on", valueName: "address"))
  var listen = "127.0.0.1"

  @Option(
    help: ArgumentHelp(
      "浏览器所见的来源 · public origin: https://host", valueName: "origin"))
  var origin: String?

  @Option(
    help: ArgumentHelp(
      "可信反向代理的地址，其 X-Forwarded-For 记入审计 · address of the trusted proxy, whose X-Forwarded-For is recorded",
      valueName: "address"))
  var proxy: String?

  @Option(
    help: ArgumentHelp(
      "本地底图（MBTiles，影像或矢量） · a local base map (MBTiles, pictures or vector tiles)",
      valueName: "mbtiles"))
  var baseMap: String?

  @Option(
    help: ArgumentHelp(
      "每隔多少分钟把逾期任务升级督办，0 为不办；有账号时缺省 15，否则 0 · "
        + "escalate overdue tasks every so many minutes, 0 for never; 15 with accounts, else 0",
      valueName: "minutes"))
  var escalate: Int?

  @Option(
    help: ArgumentHelp(
      "每隔多少分钟更新过时的潜力库，0 为不办；有账号时缺省 15，否则 0 · "
        + "renew an outdated library of potential every so many minutes, 0 for never; "
        + "15 with accounts, else 0",
      valueName: "minutes"))
  var renew: Int?

  @Option(
    help: ArgumentHelp(
      "页面可注明其网址为控制线来源的主机，可重复；有账号时缺省没有 · "
        + "host from which a page may subscribe control lines, repeatable; with accounts none by default",
      valueName: "host"))
  var lineHost: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...10_080).contains(escalate ?? 0) else {
      throw ValidationError("--escalate: 0 … 10080")
    }
    guard (0...10_080).contains(renew ?? 0) else { throw ValidationError("--renew: 0 … 10080") }
  }

  func run() async throws {
    if let lang = common.lang { Console.language = lang }
    var access = try AccessSettings(
      profile: accounts ? profile : nil, listen: listen, origin: origin, proxy: proxy)
    let map = try baseMap.map { try BaseMap(path: $0) }
    func period(_ minutes: Int?) -> Duration? {
      let minutes = minutes ?? (accounts ? 15 : 0)
      return minutes > 0 ? .seconds(minutes * 60) : nil
    }
    access.escalation = period(escalate)
    access.renewal = period(renew)
    access.lineHosts = lineHost.map { $0.lowercased() }
    let workspace = try openOrBegin()
    defer { workspace.close() }
    let server = try WorkspaceServer(
      workspace: workspace, webRoot: ProgramHome.path("Web"), port: port, access: access,
      baseMap: map)
    let language = common.language
    let json = common.json
    let host = listen.contains(":") ? "[\(listen)]" : listen
    try await server.run { port in
      let address = "http://\(host):\(port)/"
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

  /// The workspace of that name, or a new, empty one, which the page then fills.
  private func openOrBegin() throws -> Workspace {
    do {
      return try Workspace.open(workspace.workspace)
    } catch let diagnostic as Diagnostic where diagnostic.code == "workspace.missing" {
      let fresh = try Workspace.openOrCreate(workspace.workspace)
      // Creates the file, which the server watches.
      try fresh.write { _ in }
      Console.note(
        Localized(
          zh: "没有工作空间 \(workspace.workspace)，已新建一个空的。",
          en: "The workspace \(workspace.workspace) did not exist; an empty one was created.")[
            common.language])
      return fresh
    }
  }
}
