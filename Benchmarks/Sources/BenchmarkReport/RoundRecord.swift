/// One measurement in the file that `Scripts/bench-against` records and `josk-bench compare` reads.
package struct RoundRecord: Sendable, Hashable {
    /// The program with which the base is compared.
    package enum Rival: String, Sendable, Hashable {
        /// The base itself, which shows how much the machine alone changes the figures.
        case base
        case head
    }

    /// The side of the comparison that the figure belongs to.
    ///
    /// In a comparison of the base with itself, the rival is the base too.
    package enum Side: String, Sendable, Hashable {
        case base
        case rival
    }

    package let rival: Rival
    package let round: Int
    package let side: Side
    package let figure: RoundFigure

    package init(rival: Rival, round: Int, side: Side, figure: RoundFigure) {
        self.rival = rival
        self.round = round
        self.side = side
        self.figure = figure
    }

    /// Creates a record from a line of six fields between tabs: rival, round, side, workload, unit, value.
    package init?(line: some StringProtocol) {
        let fields = Substring(line).split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 6, let rival = Rival(rawValue: String(fields[0])), let round = Int(fields[1]),
            let side = Side(rawValue: String(fields[2])), let figure = RoundFigure(fields: fields[3...])
        else { return nil }
        self.init(rival: rival, round: round, side: side, figure: figure)
    }
}
