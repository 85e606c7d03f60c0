import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Joins several `Host` fields into a single invalid one.
///
/// Later handlers see only the first host of a request. With two hosts, a proxy and the server may
/// see different ones, so such a request must get a 400 (RFC 9112, section 3.2).
final class SingleHost: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// The separator of the hosts; no valid host contains a comma.
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

/// Inserts ``SingleHost`` at an earlier position in the pipeline, where requests still have all
/// their fields.
final class SingleHostInstaller: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(SingleHost(), position: .before(codec))
    } catch {
      // If the check cannot be installed, the connection is closed.
      context.close(promise: nil)
    }
  }
}
