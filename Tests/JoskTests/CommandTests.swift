import Foundation
import InvoiceOracle
import Testing

@testable import josk

/// Tests of the built executable, which run it as a shell does.
@Suite("The executable", .serialized)
struct CommandTests {
    private let example = repositoryFile("Examples/Invoices/untidy-invoices.csv").path
    private let tidyFile = "\(InvoiceColumn.header)\n1,A,Tea,2,2010-12-01,1.50,7,UK\n"

    @Test(
        "The executable prints help and its version on standard output",
        arguments: [
            [], ["--help"], ["-h"], ["help"], ["help", "demo"], ["demo", "--help"], ["replay", "-h"],
            ["migrate", "--help"], ["audit", "--help"],
        ])
    func help(arguments: [String]) async throws {
        let run = try await JoskProcess.run(arguments)
        #expect(run.status == 0)
        #expect(run.output.contains("USAGE: josk"))
        #expect(run.errors.isEmpty)
        let version = try await JoskProcess.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output == "0.1.0-dev\n")
    }

    @Test(
        "The executable reports bad arguments with one line on standard error",
        arguments: [
            ["--bad"], ["-x"], ["buy"], ["buy\nnow"], ["demo", "x"], ["demo", "--bad"], ["demo", "--buyers"],
            ["demo", "--buyers", "x"], ["demo", "--buyers", "0"], ["demo", "--buyers", "-1"],
            ["demo", "--buyers", "100001"], ["demo", "--buyers", "99999999999999999999"],
            ["demo", "--products", "0"],
            ["demo", "--products", "1001"], ["demo", "--stock", "-1"], ["demo", "--stock", "1000001"],
            ["demo", "--seed", "-1"], ["replay"], ["replay", "a", "b"], ["replay", "a", "--currency", "gbp"],
            ["replay", "a", "--currency", "XAU"], ["replay", "a", "--credit-limit", "-1"],
            ["replay", "a", "--credit-limit", "1.5"], ["replay", "a", "--credit-limit", "1000000000000001"],
            ["replay", "a", "--opening-stock", "-1"], ["replay", "a", "--opening-stock", "1000000000001"],
            ["replay", "a", "--concurrency", "0"], ["replay", "a", "--concurrency", "257"],
            ["replay", "a", "--business", "b"], ["migrate"], ["migrate", "--postgres", "x"],
            ["migrate", "--app-role", "x"], ["audit"], ["audit", "--postgres", "x"],
            ["audit", "--postgres", "x", "--business", "b"],
            ["replay", "a", "--columns", "Price=UnitPrice"], ["replay", "a", "--decimal", "dot"],
            ["replay", "a", "--order", "random"], ["replay", "a", "--dates", "year-first"],
            ["replay", "a", "--balances"], ["replay", "a", "--json=1"], ["demo", "--json=1"],
            ["audit", "--json"], ["--generate-completion-script=none"],
        ])
    func usage(arguments: [String]) async throws {
        let run = try await JoskProcess.run(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("josk: ") && run.errors.hasSuffix("\n"))
    }

    @Test("A missing or unreadable invoice file is reported with one line on standard error")
    func noInput() async throws {
        try await TemporaryDirectory.with { directory in
            for path in [directory.path + "/missing", directory.path, ""] {
                let run = try await JoskProcess.run(["replay", path, "--json"])
                #expect(run.status == 66, "\(path)")
                #expect(run.output.isEmpty)
                #expect(run.errorLines.count == 1)
            }
        }
    }

    @Test(
        "A file without a readable row ends with status 65, and the last line of standard error has the reason",
        arguments: [
            ("", "it is empty", 1), ("a,b\n1,2\n", "has no column \"InvoiceNo\"", 1),
            ("\(InvoiceColumn.header)\n", "it has a header, but no rows", 1),
            (
                "\(InvoiceColumn.header)\n1,A,Tea,6.0,now,1.50,7,UK\n",
                "1 row set aside, the first on line 2", 2
            ),
            (
                "\(InvoiceColumn.header)\n\(String(repeating: "1,A,Tea,2,now,x,7,UK\n", count: 30))",
                "30 rows set aside, the first on line 2", 11
            ),
            (
                "\(InvoiceColumn.header)\n1,A,Tea,2,now,1.50,7,UK\n1,B,Cup,0,now,1.50,7,UK\n",
                "use --partial to book the other rows", 2
            ),
        ] as [(String, String, Int)])
    func noRows(text: String, reason: String, lines: Int) async throws {
        try await TemporaryDirectory.with { directory in
            let file = directory.appendingPathComponent("file.csv")
            try Data(text.utf8).write(to: file)
            let run = try await JoskProcess.run(["replay", file.path, "--json"])
            #expect(run.status == 65)
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == lines, "\(run.errors)")
            #expect(
                run.errorLines.last?.hasPrefix("josk: cannot replay \(file.path): ") == true, "\(run.errors)")
            #expect(run.errorLines.last?.contains(reason) == true, "\(run.errors)")
        }
    }

    @Test("A replay reads the files of Online Retail II with mapped columns, and lists the ignored ones")
    func mappedColumns() async throws {
        try await TemporaryDirectory.with { directory in
            let file = directory.appendingPathComponent("file.csv")
            let text = """
                Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country,Till
                C2,A,Tea,-1,12/1/10 9:00,1.5,7.0,UK,1
                1,A,Tea,2,12/1/10 8:26,1.5,7.0,UK,1

                """
            try Data(text.utf8).write(to: file)
            let arguments = [
                "replay", file.path, "--columns", "InvoiceNo=Invoice,UnitPrice=Price,CustomerID=Customer ID",
            ]
            let run = try await JoskProcess.run(arguments)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("\nignored columns: Till\naudit: "))
            #expect(run.errors.isEmpty)
            let json = try await JoskProcess.run(arguments + ["--json"])
            #expect(json.output.contains("\"refunded\":150,"))
            #expect(json.output.contains("\"ignoredColumns\":1}"))
            #expect(json.errors == "ignored columns: Till\n")
        }
    }

    @Test("A replay reports its time and memory on standard error only")
    func resources() async throws {
        let plain = try await JoskProcess.run(["replay", example, "--json"])
        let measured = try await JoskProcess.run(["replay", example, "--json", "--resources"])
        #expect(measured.output == plain.output)
        #expect(measured.errors.hasPrefix(plain.errors))
        let line = measured.errors.dropFirst(plain.errors.count)
        #expect(line.wholeMatch(of: /\d+\.\d\d s, \d+\.\d MB at the peak\n/) != nil, "\(line)")
    }

    @Test("A replay prints exactly one JSON object on standard output")
    func json() async throws {
        let run = try await JoskProcess.run(["replay", example, "--json", "--partial"])
        #expect(run.status == 0)
        #expect(run.output.hasSuffix("}\n"))
        #expect(run.output.split(separator: "\n").count == 1)
        let figures = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Int]
        #expect(figures?.count == 21)
        #expect(figures?["balanceTotal"] == 1_980_530)
        #expect(run.errorLines.count == 37)
    }

    @Test("A replay takes its limits from the options, and writes the balances and the stock")
    func outputFiles() async throws {
        try await TemporaryDirectory.with { directory in
            let balances = directory.appendingPathComponent("balances.csv")
            let stock = directory.appendingPathComponent("stock.csv")
            let run = try await JoskProcess.run([
                "replay", "--currency", "GBP", example, "--credit-limit", "50000", "--opening-stock=40",
                "--balances", balances.path, "--stock", stock.path, "--partial", "--order=file",
            ])
            #expect(run.status == 0)
            #expect(run.output.contains("GBP 756.04"))
            #expect(run.output.hasSuffix("examined, 0 violations\n"))
            let expected = try recompute(
                try bytes(of: URL(fileURLWithPath: example)),
                OracleOptions(
                    creditLimit: 50_000, openingStock: 40, isPartial: true, isOrderedByDate: false))
            #expect(try bytes(of: balances) == expected.balancesCSV())
            #expect(try bytes(of: stock) == expected.stockCSV())
        }
    }

    @Test(
        "An output file that cannot be written is reported in one line", arguments: ["--balances", "--stock"])
    func cannotWrite(option: String) async throws {
        try await TemporaryDirectory.with { directory in
            let input = directory.appendingPathComponent("input.csv")
            try Data(tidyFile.utf8).write(to: input)
            for path in [directory.path, directory.path + "/missing/file"] {
                let run = try await JoskProcess.run(["replay", input.path, option, path])
                #expect(run.status == 73)
                #expect(run.errorLines.count == 1)
            }
        }
    }

    @Test(
        "An unreachable server and a wrong URL are reported in one line without the connection string",
        arguments: [
            ("postgresql://ada:hush-hush@127.0.0.1:1/x", 69),
            ("host=127.0.0.1 port=1 password=hush-hush", 69),
            ("postgresql://ada:hush@hush@127.0.0.1:1/x", 78),
            ("postgresql://ada:/hush-hush@127.0.0.1:1/x", 78), ("postgresql://ada:hush-hush@[::1:1/x", 78),
            ("host=127.0.0.1 password='hush-hush", 78), ("postgresql://ada:hush-hush@127.0.0.1:x/x", 78),
            ("postgresql://ada:hush-hush@127.0.0.1:1/x?sslmode=on", 78),
        ])
    func unreachable(url: String, status: Int32) async throws {
        for arguments in [
            ["demo"], ["replay", example], ["migrate", "--app-role", "app"],
            ["audit", "--business", "\(UUID())"],
        ] {
            let run = try await JoskProcess.run(arguments + ["--postgres", url])
            #expect(run.status == status)
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == 1)
            #expect(!run.errors.contains("hush"), "\(run.errors)")
        }
    }

    @Test("Wrong arguments are reported with the command whose help explains them")
    func namesHelp() async throws {
        let cases: [(arguments: [String], help: String)] = [
            (["replay"], "josk replay --help"), (["replay", "x", "--nope"], "josk replay --help"),
            (["audit"], "josk audit --help"), (["migrate", "--app-role"], "josk migrate --help"),
            (["demo", "--nope"], "josk demo --help"), (["nope"], "josk --help"),
        ]
        for (arguments, help) in cases {
            let run = try await JoskProcess.run(arguments)
            #expect(run.status == 64)
            #expect(run.errors.hasSuffix("(see '\(help)')\n"), "\(run.errors)")
        }
    }

    @Test("A secret in the wrong argument is not printed")
    func misplacedSecret() async throws {
        for secret in ["postgresql://ada:hush-hush@127.0.0.1/x", "host=127.0.0.1 password = hush-hush"] {
            let run = try await JoskProcess.run(["demo", secret])
            #expect(run.status == 64)
            #expect(!run.errors.contains("hush"), "\(run.errors)")
        }
    }

    @Test("The demonstration shows no progress if standard error is not a terminal")
    func demo() async throws {
        let run = try await JoskProcess.run(
            ["demo", "--buyers", "30", "--products", "2", "--stock", "5", "--seed", "3"])
        #expect(run.status == 0)
        #expect(run.output.contains("Seed 3 "))
        #expect(run.output.hasSuffix("examined, 0 violations\n"))
        #expect(run.errors.isEmpty)
    }
}
