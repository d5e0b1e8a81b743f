/// What came out of one workload.
package struct WorkloadReport: Codable, Sendable, Hashable {
    package let name: String
    package let meaning: String
    /// What is counted per second: `purchases`, or `reads`.
    package let unit: String
    package let standings: [Standing]
    package let ratios: [Ratio]
    package let curves: [ClientCurve]
    /// What else was measured or checked, in lines for people.
    package let remarks: [String]
    /// How long all of it took, with what had to be prepared and checked.
    package let seconds: Double

    package init(
        name: String, meaning: String, unit: String, standings: [Standing], ratios: [Ratio],
        curves: [ClientCurve] = [], remarks: [String] = [], seconds: Double
    ) {
        self.name = name
        self.meaning = meaning
        self.unit = unit
        self.standings = standings
        self.ratios = ratios
        self.curves = curves
        self.remarks = remarks
        self.seconds = seconds
    }
}
