/// The results of one workload.
package struct WorkloadReport: Codable, Sendable, Hashable {
    package let name: String
    package let meaning: String
    /// The operations that are counted per second: `purchases`, or `reads`.
    package let unit: String
    package let standings: [Standing]
    package let ratios: [Ratio]
    package let curves: [ClientCurve]
    /// Further measurements and checks, as lines for readers.
    package let remarks: [String]
    /// The duration of the workload in seconds, including preparation and checks.
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
