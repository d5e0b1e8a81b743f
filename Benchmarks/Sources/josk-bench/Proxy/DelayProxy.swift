import NIOCore
import NIOPosix

/// A proxy that simulates network latency by delaying all bytes in both directions.
///
/// It does not limit the bandwidth: any number of bytes may be in flight at once.
struct DelayProxy: Sendable {
    static let host = "127.0.0.1"
    let port: Int

    private let listener: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Runs a body with a proxy, and stops the proxy afterwards.
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
            // Nothing is read before the connection to the server exists.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in connect(client, to: target, delay: delay) }
        do {
            let listener = try await bootstrap.bind(host: host, port: 0).get()
            guard let port = listener.localAddress?.port else {
                throw BenchmarkFailure("the proxy could not be bound to a port")
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
        // On the same event loop, so that each side may access the other.
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
