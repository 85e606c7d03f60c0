import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client sends the body of a request below the minimum rate.
///
/// A client that sends a byte now and then is never idle, so the server's own time-out does not
/// catch it. That time-out does cover the head of a request, because only a complete head counts as
/// activity.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let limits: ConnectionLimits
  /// Called when the server is about to end.
  private let onQuiesce: @Sendable () -> Void
  private var timer: Scheduled<Void>?
  private var began = NIODeadline.now()
  private var received = 0

  init(_ limits: ConnectionLimits, onQuiesce: @escaping @Sendable () -> Void) {
    self.limits = limits
    self.onQuiesce = onQuiesce
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      began = .now()
      received = 0
      wait(context)
    case .body(let buffer): received += buffer.readableBytes
    case .end: stop()
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent { onQuiesce() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func stop() {
    timer?.cancel()
    timer = nil
  }

  private func wait(_ context: ChannelHandlerContext) {
    stop()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: .nanoseconds(limits.body.nanoseconds)) {
      let (handler, context) = bound.value
      let elapsed = (NIODeadline.now() - handler.began).nanoseconds
      let wanted = Double(handler.limits.slowestBody) * Double(elapsed) / 1e9
      if Double(handler.received) < wanted {
        context.close(promise: nil)
      } else {
        handler.wait(context)
      }
    }
  }
}
