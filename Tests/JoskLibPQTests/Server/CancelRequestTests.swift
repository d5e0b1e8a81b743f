import Foundation
import PostgresCluster
import Testing

@testable import JoskLibPQ

@Suite("Cancel requests", .timeLimit(.minutes(10)))
struct CancelRequestTests {
    /// Returns a proxy, and a connection through it.
    private static func connect(
        to server: OwnServer
    ) async throws -> (proxy: WireProxy, connection: PostgresConnection) {
        let proxy = try WireProxy(toPort: server.port)
        let url = "postgresql://postgres@127.0.0.1:\(proxy.port)/postgres?sslmode=disable&gssencmode=disable"
        return (proxy, try await Server.connect(url))
    }

    @Test("A cancel request that overtakes its statement is repeated until the statement ends")
    func isRepeated() async throws {
        let server = try await PostgresCluster.localServer
        let (proxy, connection) = try await Self.connect(to: server)
        defer { proxy.end() }
        // The statement takes a second to arrive. The first request overtakes it, and the server ignores that request.
        proxy.setDelay(.seconds(1))
        let error = await connection.errorAtDeadline(of: "SELECT pg_sleep(600)")
        guard case .timedOut(let last?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(last.sqlState == "57014")
    }

    @Test("Cancel requests free their keys")
    func freesKeys() async throws {
        #if os(Linux)
            let url = try await PostgresCluster.shared.url(database: "postgres")
            await #expect(processExitsWith: .success) { [url = url as String] in
                let link = try PQConnection(
                    Server.settings(url), logger: Server.logger, tickets: RunTickets(), deadline: .soon)
                func makeMany() { for _ in 0..<300_000 { _ = CancelRequest(for: link.pgConn) } }
                // The address sanitizer keeps up to 256 MB of freed memory: fill that up first.
                for _ in 0..<5 { makeMany() }
                let before = Held.memory
                makeMany()
                // A key takes more than a hundred bytes.
                let after = Held.memory
                precondition(after < before + 20_000, "\(before), then \(after)")
            }
        #endif
    }

    #if os(Linux)
        // In a separate process, which has no other thread of this name.
        @Test(
            "The thread of cancel requests blocks SIGPIPE, and ends when its connection is lost"
        )
        func endsWithConnection() async throws {
            await #expect(processExitsWith: .success) {
                let server = try #require(try await PostgresCluster.start(ClusterOptions()).own)
                let (proxy, connection) = try await Self.connect(to: server)
                // No cancel request reaches the server.
                proxy.setGreetingDelay(.seconds(3_600))
                async let outcome = connection.errorAtDeadline(of: "SELECT pg_sleep(600)")
                // SIGPIPE is signal 13; the thread that started this one had not blocked it.
                let isBlocked = try await eventually(within: .seconds(60)) {
                    SystemThreads.named("josk-cancel").contains { thread in
                        UInt64(SystemThreads.blockedSignals(thread), radix: 16).map { $0 >> 12 & 1 == 1 }
                            ?? false
                    }
                }
                precondition(isBlocked, "no josk-cancel thread that blocks SIGPIPE")
                proxy.end()
                let error = await outcome
                guard case .lost = error else { fatalError("\(String(describing: error))") }
                let hasEnded = try await eventually(within: .seconds(60)) {
                    SystemThreads.named("josk-cancel").isEmpty
                }
                precondition(hasEnded, "the josk-cancel thread did not end")
            }
        }
    #endif
}
