// The bare framework, as the baseline for `zhitu serve`.
import Foundation
import Hummingbird
import Logging
import NIOCore

var logger = Logger(label: "hello")
logger.logLevel = .error
let router = Router()
router.get("/") { _, _ in "{\"hello\":\"world\"}" }
let application = Application(
  router: router,
  configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
  onServerRunning: { channel in
    print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/")
    fflush(nil)
  }, logger: logger)
try await application.runService()
