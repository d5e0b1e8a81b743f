import JoskLedger
import JoskTesting
import Testing

@Suite("Failures on the operations page", .serialized)
struct FailureTests {
    @Test("The operations page has a row for each failure that is tested, and no other")
    func isComplete() throws {
        #expect(try OperationsPage().rows.map(\.title) == Failure.all.map(\.title))
    }

    @Test(
        "A failure is reported as documented, and the same store then recovers",
        arguments: Failure.all)
    func isReported(_ failure: Failure) async throws {
        let row = try #require(try OperationsPage().rows.first { $0.title == failure.title })
        for patience in [4, 16, 64, 256] {
            let run = FailureRun(
                failure: failure, stage: try await failure.stage(), patience: .seconds(patience))
            let observation = try await run.observe()
            let (command, read) = (observation.command, observation.read)
            printLines([observation.line(of: failure)])
            let isAsWritten = command.words == row.command && read.words == row.read
            // On a busy machine the timeout may pass before the failure shows: then it is increased.
            if !isAsWritten, observation.isLate(after: run.patience), patience < 256 { continue }
            #expect(command.words == row.command, "\(command.error?.message ?? "")")
            #expect(read.words == row.read, "\(read.error?.message ?? "")")
            expectWords(of: failure, observation)
            // A generous bound, because the machine may be slow.
            #expect(max(command.time, read.time) < run.patience + .seconds(300))
            return
        }
    }

    /// Expects that the messages contain the words that an operator needs, and no secret.
    private func expectWords(of failure: Failure, _ observation: Observation) {
        for message in [observation.command, observation.read].compactMap(\.error?.message) {
            for words in failure.words { #expect(message.contains(words), "\(message)") }
            #expect(!message.contains("hush-hush"), "\(message)")
        }
    }
}
