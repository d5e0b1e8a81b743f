import JoskLibPQ
import JoskTesting
import Testing

/// A simulated libpq and server, which flush and receive bytes in pieces of any size.
private struct SimulatedLibPQ {
    /// The responses in order: a result and a null for each statement, then the synchronization point.
    private var answers: [PipelineStateMachine.ResultKind?]
    private var unsent: Int
    private var arrived = 0
    private(set) var resultCount = 0
    private(set) var nullCount = 0

    init(statementCount: Int, failing: Int?, bytes: Int) {
        unsent = bytes
        answers = (0..<statementCount).flatMap { index -> [PipelineStateMachine.ResultKind?] in
            guard let failing else { return [.success, nil] }
            return [index < failing ? .success : index == failing ? .failure : .aborted, nil]
        }
        if failing == statementCount { answers += [.failure, nil] }
        answers.append(.synchronization)
    }

    var isSent: Bool { unsent == 0 }

    mutating func flush(_ random: inout SeededGenerator) -> PipelineStateMachine.Event {
        unsent = max(0, unsent - Int.random(in: 0...4, using: &random))
        return .flushed(isSent ? .everything : .partial)
    }

    mutating func consume(_ random: inout SeededGenerator) -> PipelineStateMachine.Event {
        arrived += isSent ? Int.random(in: 0...3, using: &random) : 0
        return .consumed(true)
    }

    mutating func take() -> PipelineStateMachine.Event {
        guard let next = answers.first else { return .noResult }
        if let next {
            if arrived == 0 { return .busy }
            arrived -= 1
            answers.removeFirst()
            if next != .synchronization { resultCount += 1 }
            return .result(next)
        }
        answers.removeFirst()
        nullCount += 1
        return .noResult
    }
}

@Suite("The pipeline state machine with random input")
struct PipelineWalkTests {
    @Test("A pipeline takes every result and ends at the synchronization point with pieces of any size")
    func takesExactlyWhatComes() {
        for seed in UInt64(0)..<2_000 { walk(seed) }
    }

    private func walk(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...6, using: &random)
        let failing = Bool.random(using: &random) ? Int.random(in: 0...count, using: &random) : nil
        var libpq = SimulatedLibPQ(
            statementCount: count, failing: failing, bytes: Int.random(in: 0...20, using: &random))
        var machine = PipelineStateMachine(statementCount: count)
        var (event, cancels, steps) = (PipelineStateMachine.Event.started, 0, 0)
        while steps < 1_000 {
            steps += 1
            switch machine.next(after: event) {
            case .flush: event = libpq.flush(&random)
            case .wait(let readiness): event = wait(for: readiness, isCancelled: cancels > 0, &random)
            case .consumeInput: event = libpq.consume(&random)
            case .takeResult:
                #expect(libpq.isSent, "took a result before everything was sent; seed \(seed)")
                event = libpq.take()
            case .cancel:
                cancels += 1
                event = .cancelRequested
            case .finish(let ending):
                let results = count + (failing == count ? 1 : 0)
                #expect(ending == .synchronized, "seed \(seed)")
                #expect(libpq.resultCount == results && libpq.nullCount == results, "seed \(seed)")
                #expect(cancels <= 1, "seed \(seed)")
                return
            }
        }
        Issue.record("the pipeline did not end; seed \(seed)")
    }

    private func wait(
        for readiness: Readiness, isCancelled: Bool, _ random: inout SeededGenerator
    ) -> PipelineStateMachine.Event {
        if !isCancelled, Int.random(in: 0..<40, using: &random) == 0 {
            return Bool.random(using: &random) ? .deadlinePassed : .cancelled
        }
        if isCancelled, Int.random(in: 0..<40, using: &random) == 0 { return .cancelled }
        if readiness == .read { return .ready(.read) }
        let all: [Readiness] = [.read, .write, [.read, .write]]
        return .ready(all.randomElement(using: &random) ?? .write)
    }
}
