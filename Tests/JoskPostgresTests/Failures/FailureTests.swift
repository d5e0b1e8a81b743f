import JoskLedger
import JoskTesting
import Testing

@Suite("Docs/operations.md says how it looks when something fails", .serialized)
struct FailureTests {
    @Test("The page has a row for each failure that is tested, and no other")
    func isComplete() throws {
        #expect(try OperationsPage().rows.map(\.title) == Failure.all.map(\.title))
    }

    @Test(
        "What the page says is what is told; once the cause is gone, the same store goes on",
        arguments: Failure.all)
    func isTold(_ failure: Failure) async throws {
        let row = try #require(try OperationsPage().rows.first { $0.title == failure.title })
        for patience in [4, 16, 64, 256] {
            let run = FailureRun(
                failure: failure, stage: try await failure.stage(), patience: .seconds(patience))
            let sight = try await run.sight()
            printLines([sight.line(of: failure)])
            let isAsWritten = sight.command.words == row.command && sight.read.words == row.read
            // On a busy machine the time may be over before anything else is: then it takes more.
            if !isAsWritten, sight.isLate(after: run.patience), patience < 256 { continue }
            #expect(sight.command.words == row.command, "\(sight.command.error?.message ?? "")")
            #expect(sight.read.words == row.read, "\(sight.read.error?.message ?? "")")
            expectWords(of: failure, sight)
            // No more than that it ended: whoever runs it may have a slow machine.
            #expect(max(sight.command.time, sight.read.time) < run.patience + .seconds(300))
            return
        }
    }

    /// The messages say what an operator needs, and no secret.
    private func expectWords(of failure: Failure, _ sight: Observation) {
        for message in [sight.command, sight.read].compactMap(\.error?.message) {
            for words in failure.words { #expect(message.contains(words), "\(message)") }
            #expect(!message.contains("hush-hush"), "\(message)")
        }
    }
}
