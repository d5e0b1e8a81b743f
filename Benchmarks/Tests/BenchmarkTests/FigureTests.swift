import BenchmarkReport
import Testing

@Suite("Figures")
struct FigureTests {
    @Test("The median is the middle value, or the mean of the two middle values")
    func median() {
        #expect(Spread([30, 10, 20]).median == 20)
        #expect(Spread([40, 10, 30, 20]).median == 25)
        #expect(Spread([7]).median == 7)
        #expect(Spread([]).median == 0)
    }

    @Test("A spread has the lowest and the highest value of the rounds")
    func spread() {
        let spread = Spread([30, 10, 20])
        #expect(spread.minimum == 10)
        #expect(spread.maximum == 30)
    }

    @Test(
        "Rates have commas between thousands",
        arguments: [
            (0.0, "0"), (999.4, "999"), (999.5, "1,000"), (1_234_567, "1,234,567"), (-1_234, "-1,234"),
            (.infinity, "0"),
        ])
    func counts(value: Double, text: String) {
        #expect(Figure.count(value) == text)
    }

    @Test(
        "Latencies are printed with about three significant digits",
        arguments: [
            (1_234.0, "1.23 ms"), (12_340, "12.3 ms"), (123_400, "123 ms"), (80, "0.08 ms"),
        ])
    func latencies(microseconds: Double, text: String) {
        #expect(Figure.milliseconds(microseconds) == text)
    }

    @Test("A ratio is printed as a line of four words with two decimals")
    func ratio() {
        let ratio = Ratio(workload: "uniform-2000", peer: "single-call", value: 1.2345)
        #expect(ratio.line == "ratio uniform-2000 josk/single-call 1.23")
    }
}
