import JoskLibPQ
import PostgresCluster
import Testing

@Suite("Pipelines on a real server", .timeLimit(.minutes(10)))
struct PipelineTests {
    @Test("A statement is prepared once, together with its first use, and then runs by name")
    func preparesOnce() async throws {
        let connection = try await Server.connect()
        let statement = Statement("SELECT $1::int8 + 1", preparedAs: "increment")
        let results = try await connection.run { (session: PQConnection) throws(PostgresError) in
            var all: [Int64] = []
            for _ in 0..<3 {
                var pipeline = Pipeline()
                for number in [Int64(1), 5] {
                    var parameters = Parameters()
                    parameters.append(number)
                    pipeline.append(statement, parameters)
                }
                for rows in try session.run(pipeline, by: .soon) { all += try rows.integers() }
            }
            return all
        }
        #expect(results == [2, 6, 2, 6, 2, 6])
        #expect(
            try await connection.value("SELECT count(*) FROM pg_prepared_statements", as: Int64.self) == 1)
    }

    @Test("A statement name that is used for another text never runs the wrong statement")
    func distinguishesTexts() async throws {
        let connection = try await Server.connect()
        for (sql, wanted) in [("SELECT 1::int8", Int64(1)), ("SELECT 2::int8", 2), ("SELECT 1::int8", 1)] {
            #expect(try await connection.value(sql, preparedAs: "same") == wanted)
        }
    }

    @Test("Texts and parameter types that alternate under one name are prepared once each")
    func preparesEachOnce() async throws {
        let connection = try await Server.connect()
        for round in 0..<5 {
            for sql in ["SELECT $1::text", "SELECT $1::text || ''"] {
                var (number, text) = (Parameters(), Parameters())
                number.append(Int64(round))
                text.append("\(round)")
                for parameters in [number, text] {
                    #expect(
                        try await connection.value(sql, parameters, preparedAs: "turns", as: String.self)
                            == "\(round)")
                }
            }
        }
        #expect(
            try await connection.value("SELECT count(*) FROM pg_prepared_statements", as: Int64.self) == 4)
    }

    @Test("A pipeline reports its first error, and the connection stays usable")
    func reportsFirstError() async throws {
        let connection = try await Server.connect()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.run { (session: PQConnection) throws(PostgresError) in
                var pipeline = Pipeline()
                pipeline.append(Statement("SELECT 1"))
                pipeline.append(Statement("SELECT 1/0", preparedAs: "division"))
                pipeline.append(Statement("SELECT * FROM nowhere", preparedAs: "nowhere"))
                _ = try session.run(pipeline, by: .soon)
            }
        }
        #expect(error?.serverError?.sqlState == "22012")
        #expect(await connection.isIdle)
        #expect(try await connection.value("SELECT 7::int8", as: Int64.self) == 7)
    }

    @Test("A commit that fails at the end of an implicit transaction is reported like any error")
    func failsAtImplicitCommit() async throws {
        let url = try await PostgresCluster.shared.database(named: "deferred")
        let connection = try await Server.connect(url)
        try await connection.run(
            "CREATE TABLE t (n int8 CONSTRAINT only_once UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.run("INSERT INTO t VALUES (1), (1)")
        }
        #expect(error?.serverError?.sqlState == "23505")
        #expect(error?.serverError?.constraint == "only_once")
        #expect(await connection.isIdle)
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int64.self) == 0)
    }

    @Test("COMMIT of a failed transaction returns the command tag ROLLBACK")
    func seesRollbackInTag() async throws {
        let connection = try await Server.connect()
        try await connection.run("BEGIN")
        await #expect(throws: PostgresError.self) { try await connection.run("SELECT 1/0") }
        #expect(await !connection.isIdle)
        let tag = try await connection.run("COMMIT") { (rows: Rows) throws(PostgresError) in rows.commandTag }
        #expect(tag == "ROLLBACK")
        #expect(await connection.isIdle)
    }

    @Test("A pipeline that sends and receives megabytes at once does not deadlock")
    func sendsAndReceivesAtOnce() async throws {
        for url in try await urls() {
            let connection = try await Server.connect(url)
            let text = String(repeating: "0123456789abcdef", count: 1 << 16)
            let lengths = try await connection.run { (session: PQConnection) throws(PostgresError) in
                var pipeline = Pipeline()
                for _ in 0..<16 {
                    var parameters = Parameters()
                    parameters.append(text)
                    pipeline.append(Statement("SELECT $1::text", preparedAs: "echo"), parameters)
                }
                var lengths: [Int] = []
                for rows in try session.run(pipeline, by: .soon) {
                    lengths += try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in
                        try row.next(String.self).utf8.count
                    }
                }
                return lengths
            }
            #expect(lengths == [Int](repeating: 1 << 20, count: 16))
        }
    }

    private func urls() async throws -> [String] {
        let cluster = try await PostgresCluster.shared
        return [cluster.url(database: "postgres")] + (cluster.tcpURL().map { [$0] } ?? [])
    }

    @Test(
        "A statement with a stale plan or a lost preparation fails once and is then prepared again")
    func preparesAgain() async throws {
        let url = try await PostgresCluster.shared.database(named: "plans")
        let connection = try await Server.connect(url)
        try await connection.run("CREATE TABLE t (n int8)")
        try await connection.run("INSERT INTO t VALUES (1)")
        _ = try await connection.value("SELECT * FROM t", preparedAs: "all", as: Int64.self)
        try await connection.run("ALTER TABLE t ALTER n TYPE text")
        let stale = await #expect(throws: PostgresError.self) {
            try await connection.value("SELECT * FROM t", preparedAs: "all", as: String.self)
        }
        #expect(stale?.serverError?.sqlState == "0A000")
        #expect(try await connection.value("SELECT * FROM t", preparedAs: "all", as: String.self) == "1")
        try await connection.run("DEALLOCATE ALL")
        let forgotten = await #expect(throws: PostgresError.self) {
            try await connection.value("SELECT * FROM t", preparedAs: "all", as: String.self)
        }
        #expect(forgotten?.serverError?.sqlState == "26000")
        #expect(try await connection.value("SELECT * FROM t", preparedAs: "all", as: String.self) == "1")
    }

    @Test("A statement whose preparation failed is prepared again on its next use")
    func preparesAfterFailure() async throws {
        let url = try await PostgresCluster.shared.database(named: "later")
        let connection = try await Server.connect(url)
        await #expect(throws: PostgresError.self) {
            try await connection.run("SELECT n FROM later", preparedAs: "later")
        }
        try await connection.run("CREATE TABLE later AS SELECT 3::int8 AS n")
        #expect(try await connection.value("SELECT n FROM later", preparedAs: "later", as: Int64.self) == 3)
    }

    @Test("An empty pipeline returns no results")
    func runsNothing() async throws {
        let connection = try await Server.connect()
        let count = try await connection.run { (session: PQConnection) throws(PostgresError) in
            try session.run(Pipeline(), by: .soon).count
        }
        #expect(count == 0)
        #expect(await connection.isIdle)
    }
}

extension Rows {
    /// Returns one column of `int8`.
    func integers() throws(PostgresError) -> [Int64] {
        try map { (row: inout RowDecoder) throws(PostgresError) in try row.next(Int64.self) }
    }
}
