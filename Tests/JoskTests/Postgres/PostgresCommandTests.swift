import Foundation
import JoskLedger
import PostgresCluster
import Testing

@testable import josk

/// Tests of the built executable with a server.
@Suite("The executable on PostgreSQL", .serialized)
struct PostgresCommandTests {
    private let example = repositoryFile("Examples/Invoices/untidy-invoices.csv").path

    @Test("The executable migrates a database once")
    func migrate() async throws {
        let database = try await ReplayDatabase.empty()
        let first = try await database.migrate()
        #expect(first.status == 0)
        #expect(first.output.hasPrefix("applied migration 1: tables\napplied migration 2: "))
        #expect(
            first.output.hasSuffix(
                "\nthe schema is up to date, at version 2, for the role josk_executable_app\n"))
        let second = try await database.migrate()
        #expect(second.status == 0)
        #expect(
            second.output
                == "the schema was already up to date, at version 2, for the role josk_executable_app\n")
        #expect(first.errors.isEmpty && second.errors.isEmpty)
    }

    @Test("A refused migration reports in one line the reason and the remedy")
    func refusesToMigrate() async throws {
        let database = try await ReplayDatabase.empty()
        let missing = try await database.migrate("missing_role")
        #expect(missing.status == 78)
        #expect(missing.errors.contains("CREATE ROLE \"missing_role\" LOGIN"))
        let unsafe = try await database.migrate(try await database.run("SELECT current_user"))
        #expect(unsafe.status == 78)
        #expect(unsafe.errors.contains("superuser"))
        let powerless = try await JoskProcess.run([
            "migrate", "--postgres", try database.applicationURL, "--app-role",
            ReplayDatabase.applicationRole,
        ])
        #expect(powerless.status == 77)
        #expect(powerless.errors.contains("connect as an operator"))
        for run in [missing, unsafe, powerless] { #expect(run.output.isEmpty && run.errorLines.count == 1) }
    }

    @Test("A command that cannot work on a database reports in one line the reason and the remedy")
    func refusesToStart() async throws {
        let bare = try await ReplayDatabase.empty()
        let other = try await ReplayDatabase.migrated()
        let newer = try await ReplayDatabase.migrated()
        try await newer.run("INSERT INTO josk.migrations SELECT 3, 'tomorrow', sha256('x')")
        let refusals = [
            (try bare.applicationURL, "run `josk migrate`", Int32(78)), (other.url, "superuser", 78),
            (try newer.applicationURL, "use a newer one", 78),
            (try other.applicationURL(database: "missing_database"), "missing_database", 69),
        ]
        for (url, words, status) in refusals {
            for arguments in [["demo"], ["replay", example], ["audit", "--business", "\(UUID())"]] {
                let run = try await JoskProcess.run(arguments + ["--postgres", url])
                #expect(run.status == status, "\(run.errors)")
                #expect(run.errors.contains(words), "\(run.errors)")
                #expect(run.output.isEmpty && run.errorLines.count == 1)
            }
        }
    }

    @Test("The demonstration runs on PostgreSQL, and a later audit of its business is clean")
    func demo() async throws {
        let database = try await ReplayDatabase.migrated()
        let url = try database.applicationURL
        let run = try await JoskProcess.run(
            ["demo", "--buyers", "30", "--products", "2", "--stock", "5", "--postgres", url])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasSuffix("examined, 0 violations\n"))
        let id = try business(in: run)
        let audit = try await JoskProcess.run(["audit", "--postgres", url, "--business", id])
        #expect(audit.status == 0 && audit.errors.isEmpty)
        #expect(audit.output == "\(id) \(run.output.split(separator: "\n").last ?? "")\n")
    }

    @Test("An audit finds a row that was changed with SQL, in each requested business")
    func audit() async throws {
        let database = try await ReplayDatabase.migrated()
        let url = try database.applicationURL
        var options: [String] = []
        for _ in 1...2 {
            let run = try await JoskProcess.run(["demo", "--buyers", "3", "--postgres", url])
            options += ["--business", try business(in: run)]
        }
        let before = try await JoskProcess.run(["audit", "--postgres", url] + options)
        #expect(before.status == 0)
        #expect(before.output.split(separator: "\n").count == 2)
        try await database.run("UPDATE josk.products SET stock = stock + 1 WHERE sku = 'ASSAM'")
        let after = try await JoskProcess.run(["audit", "--postgres", url] + options)
        #expect(after.status == 1)
        #expect(after.output.split(separator: "\n").allSatisfy { $0.hasSuffix(" 1 violation") })
        #expect(after.errorLines.count { $0.hasPrefix("violation: ") } == 2)
        #expect(after.errorLines.last?.hasPrefix("josk: ") == true)
        let forPrograms = try await JoskProcess.run(["audit", "--json", "--postgres", url] + options)
        #expect(forPrograms.status == 1)
        let reports = try forPrograms.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(reports.compactMap { $0["business"] as? String } == options.filter { $0 != "--business" })
        for report in reports {
            let violations = try #require(report["violations"] as? [[String: String]])
            #expect(violations.map { $0["rule"] } == ["stockMatchesMovements"])
            #expect(report["customers"] as? Int == 3)
        }
        let unknown = try await JoskProcess.run(["audit", "--postgres", url, "--business", "\(UUID())"])
        #expect(unknown.status == 66)
        #expect(unknown.output.isEmpty && unknown.errorLines.count == 1)
    }

    @Test("A replay on PostgreSQL prints and writes the same as in memory, and doubles nothing if run again")
    func replay() async throws {
        let database = try await ReplayDatabase.migrated()
        let url = try database.applicationURL
        let id = "\(Business.ID())"
        let here = try await replay([])
        let there = try await replay(["--postgres", url, "--business", id])
        let again = try await replay(["--postgres", url, "--business", id.uppercased()])
        #expect(here.run.status == 0 && there.run.status == 0 && again.run.status == 0)
        #expect(there.run.output == here.run.output && again.run.output == here.run.output)
        #expect(there.files == here.files && again.files == here.files)
        #expect(there.run.errors == "business \(id)\n\(here.run.errors)")
        let orders = try await database.run("SELECT count(*) FROM josk.orders WHERE business_id = '\(id)'")
        #expect(orders == "19")
    }

    @Test("A replay is not continued with other options or in another currency")
    func otherReplay() async throws {
        let database = try await ReplayDatabase.migrated()
        let options = ["--postgres", try database.applicationURL, "--business", "\(Business.ID())"]
        let first = try await replay(options)
        #expect(first.run.status == 0)
        for other in [["--credit-limit", "7"], ["--opening-stock", "7"], ["--currency", "USD"]] {
            let run = try await replay(options + other).run
            #expect(run.status == 65)
            #expect(run.output.isEmpty)
            #expect(run.errorLines.last?.hasPrefix("josk: the business ") == true, "\(run.errors)")
        }
        let orders = try await database.run("SELECT count(*) FROM josk.orders")
        #expect(orders == "19")
    }

    @Test("A replay of a changed file names the row that differs, and changes nothing")
    func changedFile() async throws {
        let database = try await ReplayDatabase.migrated()
        let options = ["--postgres", try database.applicationURL, "--business", "\(Business.ID())"]
        try await TemporaryDirectory.with { directory in
            let file = directory.appendingPathComponent("file.csv")
            let rows = ["1,A,Tea,2,2010-12-01,1.00,7,UK", "2,B,Cup,1,2010-12-02,1.00,8,UK"]
            let changes = [
                (rows, 0, ""),
                ([rows[0], "2,B,Cup,9,2010-12-02,1.00,8,UK"], 65, "line 3 differs"),
                ([rows[1], rows[0]], 65, "line 2 differs"),
                (["3,C,Jug,1,2010-12-01,1.00,9,UK"] + rows, 65, "line 2 differs"),
            ]
            for (rows, status, words) in changes {
                let text = ([InvoiceColumn.header] + rows).joined(separator: "\n")
                try Data(text.utf8).write(to: file)
                let run = try await JoskProcess.run(["replay", file.path, "--json"] + options)
                #expect(Int(run.status) == status, "\(run.errors)")
                #expect(run.errorLines.last?.contains(words) == true || status == 0, "\(run.errors)")
                #expect(run.output.isEmpty == (status != 0))
                #expect(try await database.run("SELECT count(*) FROM josk.journal") == "7")
            }
        }
    }

    @Test(
        "The environment variables of libpq supply the missing parts of the connection string",
        .enabled(
            if: ProcessInfo.processInfo.environment["JOSK_POSTGRES_URL"] == nil,
            "the server in JOSK_POSTGRES_URL may need other settings"))
    func environment() async throws {
        let database = try await ReplayDatabase.migrated()
        let own = try #require(database.cluster.own)
        let name = try await database.run("SELECT current_database()")
        let environment = [
            "PGHOST": own.directory, "PGPORT": "\(own.port)", "PGDATABASE": name,
            "PGUSER": ReplayDatabase.applicationRole,
        ]
        let run = try await JoskProcess.run(
            ["demo", "--buyers", "3", "--postgres", ""], environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        _ = try business(in: run)
    }

    /// Returns the business that a run names on the first line of standard error.
    private func business(in run: JoskProcess) throws -> String {
        let line = try #require(run.errorLines.first)
        return String(try #require(line.wholeMatch(of: /business ([0-9a-f-]{36})/)).1)
    }

    private func replay(_ options: [String]) async throws -> (run: JoskProcess, files: [[UInt8]?]) {
        try await TemporaryDirectory.with { directory in
            let files = ["balances", "stock"].map(directory.appendingPathComponent)
            let run = try await JoskProcess.run(
                ["replay", example, "--json", "--balances", files[0].path, "--stock", files[1].path]
                    + options)
            return (run, files.map { try? bytes(of: $0) })
        }
    }
}
