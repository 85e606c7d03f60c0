import Foundation
import Groundwork
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Storage
import Synchronization
import Workbench

/// Serves one workspace to a browser on this machine: map, API, tiles and jobs (治土网页服务).
///
/// Without accounts it listens on 127.0.0.1 only, and answers only under the names of this machine.
/// The pages that it serves make no requests to other hosts.
public final class WorkspaceServer: Sendable {
  private let service: WebService
  private let host: String
  private let port: Int
  private let limits: ConnectionLimits
  /// What the server does by itself.
  private let timers: [PeriodicWork]

  /// - Parameters:
  ///   - webRoot: The folder `Web` with the front end; `Scripts/fetch-frontend` completes it.
  ///   - port: 0 lets the system choose a free one.
  ///   - baseMap: What lies below the layers, where the user has such a file.
  ///   - limits: Limits of a single connection and of all connections.
  /// - Throws: Diagnostics `service.web-missing`, `service.vendor-missing`.
  public init(
    workspace: Workspace, webRoot: String, port: Int,
    limits: ConnectionLimits = ConnectionLimits(), access: AccessSettings = .local,
    baseMap: BaseMap? = nil
  ) throws {
    let service = try WebService(
      workspace: workspace, webRoot: webRoot, access: access, baseMap: baseMap)
    self.service = service
    timers = WorkspaceServer.timers(access, service.watch)
    host = access.listen
    self.port = port
    self.limits = limits
  }

  private static func timers(
    _ access: AccessSettings, _ watch: WorkspaceWatch
  ) -> [PeriodicWork] {
    var timers: [PeriodicWork] = []
    if let period = access.escalation {
      let escalation = EscalationTimer(watch)
      timers.append(PeriodicWork("escalation", every: period) { try escalation.run() })
    }
    if let period = access.renewal {
      let renewal = RenewalTimer(watch: watch)
      timers.append(PeriodicWork("renewal", every: period) { try renewal.run() })
    }
    return timers
  }

  /// Serves until the process gets SIGINT or SIGTERM, or the task is cancelled; requests in
  /// progress are finished first; streams and jobs are ended.
  ///
  /// - Parameter onReady: Called once with the port when the server is listening.
  /// - Throws: Diagnostic `service.port` if the port is taken.
  public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
    var logger = Logger(label: "zhitu.service")
    logger.logLevel = .error
    let (host, port) = (host, port)
    let isListening = Atomic<Bool>(false)
    let (service, limits, timers) = (service, limits, timers)
    let application = Application(
      responder: ServiceRouter(service).responder,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [
            SingleHostInstaller(), RequestDeadline(limits) { service.stop() },
          ],
          idleTimeout: .nanoseconds(limits.idle.nanoseconds),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: "zhitu",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in
        isListening.store(true, ordering: .relaxed)
        let number = channel.localAddress?.port ?? port
        service.isListening(on: number)
        service.integrity.start()
        service.monitor.look()
        for timer in timers { timer.start() }
        onReady(number)
      },
      logger: logger)
    do {
      try await application.runService()
      await end()
    } catch {
      await end()
      guard !isListening.load(ordering: .relaxed), !(error is CancellationError) else {
        throw error
      }
      throw Diagnostic(
        code: "service.port",
        Localized(
          zh: "无法监听 \(host):\(port)（\(error)）。",
          en: "Cannot listen on \(host):\(port) (\(error))."),
        remedy: Localized(
          zh: "换一个端口，或用 --port 0 自动选择。",
          en: "Use another port, or --port 0 for any free port."))
    }
  }

  private func end() async {
    for timer in timers { timer.stop() }
    await service.end()
    for timer in timers { await timer.settle() }
  }
}
