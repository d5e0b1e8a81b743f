import Foundation
import InvoiceOracle
import JoskInMemory
import JoskLedger
import Testing

@testable import josk

/// A finished replay, with its result and its lines on standard error.
struct Replayed {
    let file: InvoiceFile
    let result: ReplayResult
    let standardError: [String]

    init(
        _ bytes: [UInt8], _ options: Replay.Options = .init(), as business: Business.ID = Business.ID(),
        on store: any Store = InMemoryStore()
    ) async throws {
        let recorder = StandardErrorRecorder()
        file = try InvoiceFile(bytes, currency: options.currency, options.reading)
        result = try await Replay.run(file, as: business, on: store, options, recorder.standardError())
        standardError = recorder.lines
    }

    var figures: [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: result.summary.figures.map { ($0.name, Int64(clamping: $0.value)) })
    }
}

extension Replay.Options {
    static let tight = Replay.Options(creditLimit: 50_000, openingStock: 40)

    /// The options with the other rows of incomplete invoices.
    var partial: Replay.Options {
        var options = self
        options.reading.isPartial = true
        return options
    }

    func concurrent(_ count: Int) -> Replay.Options {
        var options = self
        options.concurrency = count
        return options
    }
}

/// The output of a replay, in a form that can be compared.
struct ReplayOutput: Equatable {
    let json: String
    let balances: String
    let stock: String

    init(_ replayed: Replayed) {
        json = replayed.result.summary.json
        balances = replayed.result.balancesCSV
        stock = replayed.result.stockCSV
    }
}

/// Expects a replay to agree in every figure and every byte with the oracle, which uses the rules alone.
func expectAgreement(
    _ bytes: [UInt8], _ options: Replay.Options, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let expected = try recompute(
        bytes,
        OracleOptions(
            creditLimit: options.creditLimit, openingStock: options.openingStock,
            currencyExponent: options.currency.exponent, isPartial: options.reading.isPartial,
            isOrderedByDate: options.reading.order == .date))
    let replayed = try await Replayed(bytes, options)
    #expect(replayed.figures == expected.figures, comment, sourceLocation: sourceLocation)
    #expect(replayed.file.setAside.map(\.line) == expected.setAside, comment, sourceLocation: sourceLocation)
    #expect(
        replayed.result.balancesCSV == String(decoding: expected.balancesCSV(), as: UTF8.self), comment,
        sourceLocation: sourceLocation)
    #expect(
        Array(replayed.result.balancesCSV.utf8) == expected.balancesCSV(), comment,
        sourceLocation: sourceLocation)
    #expect(
        Array(replayed.result.stockCSV.utf8) == expected.stockCSV(), comment, sourceLocation: sourceLocation)
}

/// Returns the URL of a file of this repository, whose path does not depend on the working directory.
func repositoryFile(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(path)
}

func bytes(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
