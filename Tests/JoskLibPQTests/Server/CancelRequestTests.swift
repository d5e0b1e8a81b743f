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

    @Test("The key is read from each form of libpq's trace, and from no other line")
    func readsKey() throws {
        let time = "2026-11-30 22:11:36.284562"
        let old = "\(time)\tB\t12\tBackendKeyData\t 975 -328502105\n\(time)\tB\t5\tReadyForQuery\t I\n"
        let found = try #require(CancelKey.key(in: old))
        #expect(found.pid == 975 && found.key == [0xEC, 0x6B, 0x74, 0xA7])
        let new = "\(time)\tB\t16\tBackendKeyData\t 975 'a b\\x00\\xff\\c\\x5'\n"
        let longer = try #require(CancelKey.key(in: new.replacing("\tB\t16\t", with: "\tB\t18\t")))
        #expect(longer.pid == 975)
        #expect(longer.key == [0x61, 0x20, 0x62, 0, 0xFF, 0x5C, 0x63, 0x5C, 0x78, 0x35])
        // The key's length is not that of the message.
        #expect(CancelKey.key(in: new) == nil)
        for other in ["", "\(time)\tB\t22\tParameterStatus\t \"x\" \"BackendKeyData\t 1 2\"\n"] {
            #expect(CancelKey.key(in: other) == nil)
        }
    }

    @Test("A cancel request that gets no response ends at the deadline")
    func endsAtDeadline() async throws {
        let server = try await PostgresCluster.localServer
        let (proxy, connection) = try await Self.connect(to: server)
        defer { proxy.end() }
        proxy.setGreetingDelay(.seconds(3_600))
        await connection.run { (connection: PQConnection) in
            guard let request = connection.cancelRequest else {
                Issue.record("the connection has no key for cancel requests")
                return
            }
            request.begin()
            while case .some(var awaited) = request.awaited, awaited.events == Int16(POLLOUT) {
                request.advance(isReady: poll(&awaited, 1, -1) == 1)
            }
            // The request was sent, and the proxy neither passes it on nor closes the socket.
            #expect(request.awaited != nil)
            #expect(!request.end(by: .now + .milliseconds(50)))
            #expect(request.awaited == nil)
            // Without a request there is nothing to wait for.
            #expect(request.end(by: .now))
        }
    }

    #if os(Linux)
        // In a separate process, in which nothing else opens sockets and threads.
        @Test("Ten statements whose cancel requests get no response leave no thread and no socket behind")
        func leavesNothingBehind() async throws {
            await #expect(processExitsWith: .success) {
                let server = try #require(try await PostgresCluster.start(ClusterOptions()).own)
                let proxy = try WireProxy(toPort: server.port)
                let url = "postgresql://postgres@127.0.0.1:\(proxy.port)/postgres?sslmode=disable"
                var connections: [PostgresConnection] = []
                // Long enough that on a slow machine all requests are sent before the first one ends.
                for _ in 0..<10 { connections.append(try await Server.connect(url, grace: .seconds(30))) }
                let threads = { SystemThreads.all.count { SystemThreads.name($0).hasPrefix("josk-") } }
                precondition(Held.sockets(toPort: proxy.port) == 10 && threads() == 10)
                // No cancel request reaches the server.
                proxy.setGreetingDelay(.seconds(3_600))
                try await withThrowingTaskGroup(of: PostgresError?.self) { group in
                    for connection in connections {
                        group.addTask { await connection.errorAtDeadline(of: "SELECT pg_sleep(600)") }
                    }
                    // Each request has a socket, and none a thread.
                    let areSent = try await eventually { Held.sockets(toPort: proxy.port) == 20 }
                    precondition(areSent && threads() == 10)
                    while let error = try await group.next() {
                        guard case .timedOut(nil) = error else { fatalError("\(String(describing: error))") }
                    }
                }
                precondition(Held.sockets(toPort: proxy.port) == 0 && threads() == 10)
                connections = []
                let haveEnded = try await eventually { threads() == 0 }
                precondition(haveEnded)
                proxy.end()
            }
        }
    #endif
}
