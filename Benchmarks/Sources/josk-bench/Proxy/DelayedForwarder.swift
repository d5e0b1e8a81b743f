import NIOCore

/// Passes on what one side of a connection says to the other side, a while later and in the same order.
///
/// It belongs to the event loop of both sides, and is used there only.
final class DelayedForwarder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Word {
        case bytes(ByteBuffer)
        case end
    }

    private let other: any Channel
    private let delay: TimeAmount
    private var waiting: [(due: NIODeadline, word: Word)] = []
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

    private func enqueue(_ word: Word, on loop: any EventLoop) {
        waiting.append((.now() + delay, word))
        schedule(on: loop)
    }

    /// One timer for all that waits: what waits longer is behind.
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
        for (_, word) in waiting.prefix(count) {
            switch word {
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
