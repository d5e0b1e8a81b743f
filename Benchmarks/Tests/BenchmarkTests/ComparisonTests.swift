import BenchmarkReport
import Testing

@Suite("Comparisons of two commits")
struct ComparisonTests {
    private static let steady = [1.0, 0.99, 1.01, 1.0, 0.98, 1.02]

    private static func outcome(base: [Double], head: [Double]) -> RatioVerdict.Outcome {
        RatioVerdict(workload: "uniform-256", base: Spread(base), head: Spread(head)).outcome
    }

    @Test("A head that is as fast as the base is green")
    func green() {
        #expect(Self.outcome(base: Self.steady, head: [1, 1.01, 0.99]) == .green)
    }

    @Test("A head that is faster than the base is green")
    func faster() {
        #expect(Self.outcome(base: Self.steady, head: [1.4, 1.5, 1.6]) == .green)
    }

    @Test("A median ratio below 0.95 and below the lowest ratio of the base to itself is red")
    func red() {
        #expect(Self.outcome(base: Self.steady, head: [0.9, 0.94, 0.99]) == .red)
    }

    @Test("One slow round does not make a workload red")
    func oneSlowRound() {
        #expect(Self.outcome(base: Self.steady, head: [0.5, 1, 1]) == .green)
    }

    @Test(
        "A median ratio of 0.95 is not red, and one just below it is",
        arguments: [(0.95, RatioVerdict.Outcome.green), (0.95.nextDown, .red)])
    func boundaryOfRed(median: Double, outcome: RatioVerdict.Outcome) {
        #expect(Self.outcome(base: Self.steady, head: [median]) == outcome)
    }

    @Test(
        "A median ratio equal to the lowest ratio of the base to itself is not red, and one just below is",
        arguments: [(0.92, RatioVerdict.Outcome.green), (0.92.nextDown, .red)])
    func boundaryOfNoise(median: Double, outcome: RatioVerdict.Outcome) {
        #expect(Self.outcome(base: [1, 0.92, 1.05], head: [median]) == outcome)
    }

    @Test(
        "A ratio of the base to itself of 0.90 is conclusive, and one just below it is not",
        arguments: [(0.9, RatioVerdict.Outcome.green), (0.9.nextDown, .inconclusive)])
    func boundaryOfInconclusive(lowest: Double, outcome: RatioVerdict.Outcome) {
        #expect(Self.outcome(base: [1, lowest, 1], head: [1, 1, 1]) == outcome)
    }

    @Test("A median ratio below all ratios of the base on a busy machine is red, not inconclusive")
    func redOnABusyMachine() {
        #expect(Self.outcome(base: [1, 0.8, 1], head: [0.79, 0.79, 0.79]) == .red)
        #expect(Self.outcome(base: [1, 0.8, 1], head: [0.81, 0.81, 0.81]) == .inconclusive)
    }

    @Test("The verdict on an even number of rounds uses the mean of the two ratios in the middle")
    func evenNumberOfRounds() {
        #expect(Self.outcome(base: Self.steady, head: [0.9, 0.93, 0.96, 1]) == .red)
        #expect(Self.outcome(base: Self.steady, head: [0.9, 0.95, 0.96, 1]) == .green)
    }

    @Test("A workload without ratios is inconclusive")
    func noRatios() {
        #expect(Self.outcome(base: [], head: [1]) == .inconclusive)
        #expect(Self.outcome(base: [1], head: []) == .inconclusive)
    }
}

@Suite("Recorded rounds")
struct RoundRecordTests {
    private static func records(_ text: String) throws -> [RoundRecord] {
        try text.split(separator: "\n").map {
            try #require(RoundRecord(line: $0.replacing(" ", with: "\t")), "\($0)")
        }
    }

    private static let bothWorkloads = """
        base 1 base uniform-256 /s 1000.0
        base 1 rival uniform-256 /s 1010.0
        base 1 base single-caller us 500.0
        base 1 rival single-caller us 500.0
        head 1 base uniform-256 /s 1000.0
        head 1 rival uniform-256 /s 500.0
        head 1 base single-caller us 400.0
        head 1 rival single-caller us 200.0
        """

    @Test("A higher rate and a lower latency both have a ratio above 1")
    func directions() throws {
        let comparison = Comparison(of: try Self.records(Self.bothWorkloads))
        #expect(comparison.verdicts.map(\.workload) == ["uniform-256", "single-caller"])
        #expect(comparison.verdicts.map(\.base) == [Spread([1.01]), Spread([1])])
        #expect(comparison.verdicts.map(\.head) == [Spread([0.5]), Spread([2])])
        #expect(comparison.verdicts.map(\.outcome) == [.red, .green])
    }

    @Test("The ratio of a round compares the two figures of that round, regardless of their order")
    func rounds() throws {
        let comparison = Comparison(
            of: try Self.records(
                """
                base 1 base memory /s 100.0
                base 1 rival memory /s 100.0
                head 1 base memory /s 100.0
                head 1 rival memory /s 98.0
                head 2 rival memory /s 198.0
                head 2 base memory /s 200.0
                head 3 rival memory /s 300.0
                """))
        #expect(comparison.verdicts.map(\.head) == [Spread([0.98, 0.99])])
    }

    @Test("A workload that only one of two commits has is listed but not compared")
    func missingWorkloads() throws {
        let text = """
            base 1 base old /s 100.0
            base 1 rival old /s 20.0
            head 1 base old /s 100.0
            head 1 rival new /s 100.0

            """
        let alone = Comparison(of: try Self.records(text))
        #expect(alone.verdicts.map(\.outcome) == [.onlyInBase, .onlyInHead])
        #expect(alone.exitStatus == 2)
        #expect(alone.verdictLine == "bench-against: inconclusive: no workload is in both")
        let both = Comparison(
            of: try Self.records(
                text
                    + Self.bothWorkloads.replacing(
                        "rival uniform-256 /s 500.0", with: "rival uniform-256 /s 999.0")))
        #expect(both.exitStatus == 0)
        #expect(both.verdictLine == "bench-against: green")
        #expect(both.table.contains("only in base"))
        #expect(both.table.contains("only in head"))
    }

    @Test("Figures in different units are not compared")
    func units() throws {
        let rate = RoundFigure(workload: "balance-read", unit: .perSecond, value: 100)
        let latency = RoundFigure(workload: "balance-read", unit: .microseconds, value: 100)
        #expect(rate.ratio(to: latency) == nil)
        #expect(rate.ratio(to: rate) == 1)
        #expect(rate.ratio(to: RoundFigure(workload: "balance-read", unit: .perSecond, value: 0)) == nil)
    }

    @Test("A recorded line of a round is parsed to the original figure")
    func lines() throws {
        let figure = RoundFigure(workload: "single-caller", unit: .microseconds, value: 412.5)
        #expect(figure.line == "single-caller\tus\t412.5")
        let record = RoundRecord(rival: .head, round: 6, side: .rival, figure: figure)
        #expect(RoundRecord(line: "head\t6\trival\t\(figure.line)") == record)
    }

    @Test(
        "A line that is not a record of a round is not parsed",
        arguments: [
            "", "head\t1\trival\tmemory\t/s", "head\t1\trival\tmemory\t/s\t1\t2",
            "head\tx\trival\tmemory\t/s\t1",
            "peer\t1\trival\tmemory\t/s\t1", "head\t1\tother\tmemory\t/s\t1", "head\t1\trival\tmemory\tms\t1",
            "head\t1\trival\tmemory\t/s\tnan", "head\t1\trival\t\t/s\t1",
        ])
    func noRecord(line: String) {
        #expect(RoundRecord(line: line) == nil)
    }
}

@Suite("The verdict on all workloads")
struct ComparisonVerdictTests {
    private static func verdict(_ name: String, base: Double, head: Double) -> RatioVerdict {
        RatioVerdict(workload: name, base: Spread([1, base]), head: Spread([head]))
    }

    private static let green = verdict("green", base: 1, head: 1)
    private static let red = verdict("red", base: 1, head: 0.5)
    private static let busy = verdict("busy", base: 0.5, head: 1)

    @Test("A comparison of green workloads is green")
    func green() {
        let comparison = Comparison([Self.green, Self.green])
        #expect(comparison.exitStatus == 0)
        #expect(comparison.verdictLine == "bench-against: green")
    }

    @Test("One red workload makes a comparison red, even beside an inconclusive one")
    func red() {
        let comparison = Comparison([Self.busy, Self.red, Self.green])
        #expect(comparison.exitStatus == 1)
        #expect(comparison.verdictLine == "bench-against: red: red")
    }

    @Test("One inconclusive workload among green ones makes a comparison inconclusive")
    func inconclusive() {
        let comparison = Comparison([Self.green, Self.busy])
        #expect(comparison.exitStatus == 2)
        #expect(comparison.verdictLine == "bench-against: inconclusive: busy")
    }

    @Test("A comparison without workloads is not green")
    func nothing() {
        #expect(Comparison([]).exitStatus == 2)
    }

    @Test("The table of a comparison has the ratio of each round, the median and the lowest ratio")
    func table() {
        let verdict = RatioVerdict(
            workload: "memory", base: Spread([1, 0.97, 1.02]), head: Spread([0.93, 0.91, 1.5]))
        let table = Comparison([verdict]).table
        for part in ["memory", "1.000 0.970 1.020", "0.970", "0.930 0.910 1.500", "0.930", "0.910", "red"] {
            #expect(table.contains(part))
        }
    }
}
