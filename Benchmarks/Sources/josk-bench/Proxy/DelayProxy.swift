import NIOCore
import NIOPosix

/// A network that takes its time: whatever goes through this proxy, in either direction, arrives a while later.
///
/// It delays and does not narrow: any number of bytes may be on their way at once.
struct DelayProxy: Sendable {
    static let host = "127.0.0.1"
    let port: Int

    private let listener: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Runs something with a proxy, which is gone afterwards.
    static func with<Value>(
        to target: ProxyTarget, delay: Duration, _ body: (DelayProxy) async throws -> Value
    ) async throws -> Value {
        let proxy = try await start(to: target, delay: TimeAmount(delay))
        do {
            let value = try await body(proxy)
            try await proxy.stop()
            return value
        } catch {
            try? await proxy.stop()
            throw error
        }
    }

    private static func start(to target: ProxyTarget, delay: TimeAmount) async throws -> DelayProxy {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            // Nothing is read before there is somebody to pass it on to.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in connect(client, to: target, delay: delay) }
        do {
            let listener = try await bootstrap.bind(host: host, port: 0).get()
            guard let port = listener.localAddress?.port else {
                throw BenchmarkFailure("the proxy has no port")
            }
            return DelayProxy(port: port, listener: listener, group: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func stop() async throws {
        try? await listener.close()
        try await group.shutdownGracefully()
    }

    private static func connect(
        _ client: any Channel, to target: ProxyTarget, delay: TimeAmount
    ) -> EventLoopFuture<Void> {
        // On the same event loop, so that each may touch the other.
        let bootstrap = ClientBootstrap(group: client.eventLoop).channelOption(.autoRead, value: false)
        let connected =
            switch target {
            case .socket(let path): bootstrap.connect(unixDomainSocketPath: path)
            case .port(let host, let port): bootstrap.connect(host: host, port: port)
            }
        return connected.flatMapThrowing { server in
            try client.pipeline.syncOperations.addHandler(DelayedForwarder(to: server, after: delay))
            try server.pipeline.syncOperations.addHandler(DelayedForwarder(to: client, after: delay))
            return server
        }.flatMap { server in
            client.setOption(.autoRead, value: true)
                .and(server.setOption(.autoRead, value: true)).map { _ in }
        }
    }
}
