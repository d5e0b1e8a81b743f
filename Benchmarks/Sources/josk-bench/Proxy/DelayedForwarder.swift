import NIOCore

/// A handler that forwards the bytes of one side of a connection to the other side after a delay, in the same order.
///
/// It belongs to the event loop of both sides, and is used only there.
final class DelayedForwarder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Item {
        case bytes(ByteBuffer)
        case end
    }

    private let other: any Channel
    private let delay: TimeAmount
    private var waiting: [(due: NIODeadline, item: Item)] = []
    private var isScheduled = false

    init(to other: any Channel, after delay: TimeAmount) {
        self.other = other
        self.delay = delay
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        enqueue(.bytes(unwrapInboundIn(data)), on: context.eventLoop)
    }

    func channelInactive(context: ChannelHandlerContext) {
        enqueue(.end, on: context.eventLoop)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func enqueue(_ item: Item, on loop: any EventLoop) {
        waiting.append((.now() + delay, item))
        schedule(on: loop)
    }

    /// Schedules one timer for all waiting items.
    ///
    /// Later items are behind the first one.
    private func schedule(on loop: any EventLoop) {
        guard !isScheduled, let first = waiting.first else { return }
        isScheduled = true
        loop.assumeIsolated().scheduleTask(deadline: first.due) {
            self.isScheduled = false
            self.passOn()
            self.schedule(on: loop)
        }
    }

    private func passOn() {
        let now = NIODeadline.now()
        let count = waiting.firstIndex { $0.due > now } ?? waiting.count
        guard count > 0 else { return }
        for (_, item) in waiting.prefix(count) {
            switch item {
            case .bytes(let bytes): other.write(bytes, promise: nil)
            case .end:
                other.flush()
                other.close(promise: nil)
            }
        }
        waiting.removeFirst(count)
        other.flush()
    }
}
