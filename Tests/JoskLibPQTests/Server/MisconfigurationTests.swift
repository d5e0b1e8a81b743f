import Foundation
import PostgresCluster
import Testing

@testable import JoskLibPQ

@Suite("Settings with which no connection can be made", .timeLimit(.minutes(10)))
struct MisconfigurationTests {
    /// Connection strings with the errors that they cause.
    ///
    /// Each holds a secret, `hush`, which no error may contain.
    static let wrong: [(url: String, message: String)] = [
        (
            "postgresql://ada:hush@[::1:5432/db",
            "the connection string cannot be read: end of string reached when looking for matching"
        ),
        (
            "postgresql://ada:hush%ZZ@localhost/db",
            "the connection string cannot be read: invalid percent-encoded token"
        ),
        (
            "host=localhost password='hush",
            "the connection string cannot be read: unterminated quoted string in connection info string"
        ),
        (
            "postgresql://ada:a@hush@localhost/db",
            "the connection string cannot be read: it contains a second @; write %40 for an @ in a password, and %2F "
                + "for a /"
        ),
        (
            "postgresql://ada:hush@localhost/db?ssl_mode=require",
            "the connection string has the setting ssl_mode, which libpq does not know"
        ),
        (
            "host=localhost ssl_mode=require password=hush",
            "the connection string has the setting ssl_mode, which libpq does not know"
        ),
        (
            // The name may be a part of a password, because an @ follows.
            "postgresql://localhost/db?hush=y@x",
            "the connection string cannot be read: invalid URI query parameter"
        ),
        (
            // The name is the rest of a password that is not quoted.
            "host=localhost password=a hush=b",
            "the connection string cannot be read: invalid connection option"
        ),
        (
            "host=localhost password=my hush",
            "the connection string cannot be read: a setting has no = between its name and its value; put a value with "
                + "blanks between single quotes"
        ),
        // The user's name and the @ are missing, so the password is read as a port.
        ("postgresql://ada:hush/db", "the connection setting port must be a number from 1 to 65535"),
        (
            "postgresql://ada:hush@localhost:70000/db",
            "the connection setting port must be a number from 1 to 65535"
        ),
        (
            "host=localhost port=0 password=hush",
            "the connection setting port must be a number from 1 to 65535"
        ),
        (
            "host=a,b,c port=1,2 password=hush",
            "the connection setting port must have one port, or as many as there are hosts: it has 2 for 3 hosts"
        ),
        (
            "postgresql://ada:hush@localhost/db?sslmode=requires",
            "the connection setting sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full"
        ),
        (
            "postgresql://ada:hush@localhost/db?target_session_attrs=master",
            "the connection setting target_session_attrs must be one of any, read-write, read-only, primary, standby, "
                + "prefer-standby"
        ),
        (
            "postgresql://ada:hush@localhost/db?keepalives_idle=soon",
            "the connection setting keepalives_idle must be a number"
        ),
    ]

    @Test("A wrong setting is reported by its name, and no error contains a secret", arguments: wrong)
    func namesSetting(url: String, message: String) async throws {
        let error = await #expect(throws: PostgresError.self) { try await Server.connect(url) }
        #expect(error == .misconfigured(message))
        #expect(error?.isPermanentRefusal == true)
        #expect(error.map { "\($0)".contains("hush") } == false)
    }

    @Test("A setting with a NUL is refused")
    func refusesNUL() async throws {
        await #expect(throws: PostgresError.misconfigured("the connection setting password contains a NUL")) {
            let settings = ConnectionSettings([("password", "a\u{0}b")])
            _ = try await PostgresConnection.connect(settings, logger: Server.logger, by: .soon)
        }
    }

    @Test("Ports that are right connect, also several of them and an empty one")
    func acceptsPorts() async throws {
        let server = try await PostgresCluster.localServer
        let dead = try OwnServer.freePort()
        for hosts in ["host=127.0.0.1", "host=127.0.0.1,127.0.0.1"] {
            let ports = hosts.contains(",") ? "\(dead),\(server.port)" : "\(server.port)"
            let connection = try await Server.connect("\(hosts) port=\(ports) user=postgres dbname=postgres")
            #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
        }
    }

    @Test("A failure of one address among several is a wrong setting only if all of them report one")
    func severalAddresses() {
        let settings = ConnectionSettings(url: "host=db")
        let wrong =
            "connection to server at \"db\" (::1), port 5432 failed: SSL error: certificate verify failed"
        let passing = "connection to server at \"db\" (127.0.0.1), port 5432 failed: Connection refused"
        #expect(settings.problem(reportedAs: wrong)?.isPermanentRefusal == true)
        #expect(settings.problem(reportedAs: "\(wrong); \(wrong)")?.isPermanentRefusal == true)
        #expect(settings.problem(reportedAs: "\(wrong); \(passing)") == nil)
        #expect(settings.problem(reportedAs: "\(passing); \(wrong)") == nil)
        #expect(
            settings.problem(reportedAs: "could not read root certificate file \"x\": Too many open files")
                == nil)
    }

    @Test("Blanks around a port and an empty list of addresses are as libpq reads them")
    func blanks() throws {
        for url in ["host=localhost port='5432 '", "host=a,b hostaddr= port=1,2", "host=a,b port=1,"] {
            try ConnectionSettings(url: url).check()
        }
    }

    @Test("A server without TLS is a wrong setting only if sslmode requires TLS")
    func requiresTLS() async throws {
        let plain = try #require(try await PostgresCluster.local.tcpURL())
        let error = await #expect(throws: PostgresError.self) {
            try await Server.connect(plain + "?sslmode=require")
        }
        guard case .misconfigured(let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains("does not support SSL") && message.hasSuffix("(check sslmode)"))
        _ = try await Server.connect(plain + "?sslmode=prefer")
    }

    @Test(
        "A certificate that cannot be verified is a wrong setting, and does not hide the next host",
        .enabled("needs openssl, for the server's certificate, and a server that is built with TLS") {
            try await ClusterOptions.canEncrypt
        })
    func verifiesCertificates() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions(isEncrypted: true))
        let other = try await PostgresCluster.start(ClusterOptions(isEncrypted: true))
        let (server, impostor) = (try #require(cluster.own), try #require(other.own))
        let base = "user=postgres dbname=postgres sslmode=verify-ca"
        let root = "sslrootcert=\(server.directory)/server.crt"
        let address = "host=127.0.0.1 port=\(server.port)"
        let wrong = [
            ("\(base) \(address) sslrootcert=/nowhere/root.crt", "sslrootcert"),
            ("\(base) \(address) sslrootcert=\(impostor.directory)/server.crt", "certificate verify failed"),
            ("\(base) \(root) host=127.0.0.1 port=\(server.port) sslmode=verify-full", "host name"),
        ]
        for (url, word) in wrong {
            let error = await #expect(throws: PostgresError.self) { try await Server.connect(url) }
            guard case .misconfigured(let message) = error else {
                Issue.record("\(url): \(String(describing: error))")
                continue
            }
            #expect(message.contains(word), "\(message)")
        }
        let both = "host=127.0.0.1,127.0.0.1 port=\(impostor.port),\(server.port)"
        let connection = try await Server.connect("\(base) \(root) \(both)")
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }
}
