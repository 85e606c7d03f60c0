import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Joins several `Host` fields into one that no check accepts.
///
/// What comes after it knows one host per request, the first. Whoever sends two wants a proxy and the
/// server to see different ones, and must get a 400 (RFC 9112, section 3.2).
final class SingleHost: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// Between the hosts; no host has a comma.
  static let separator: Character = ","

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(var head) = unwrapInboundIn(data) {
      let hosts = head.headers["Host"]
      if hosts.count > 1 {
        head.headers.replaceOrAdd(
          name: "Host", value: hosts.joined(separator: String(SingleHost.separator)))
        context.fireChannelRead(wrapInboundOut(.head(head)))
        return
      }
    }
    context.fireChannelRead(data)
  }
}

/// Puts ``SingleHost`` where requests still have all their fields; it stands behind that place itself.
final class SingleHostInstaller: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(SingleHost(), position: .before(codec))
    } catch {
      // Without the check nothing may pass.
      context.close(promise: nil)
    }
  }
}
