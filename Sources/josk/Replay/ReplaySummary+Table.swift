import JoskLedger
import TextTable

extension ReplaySummary {
    /// Returns the figures as a table for people.
    func table(in currency: Currency) -> String {
        let table = TextTable<Figure> { figure in
            [
                Column(title: "Figure", value: figure.label),
                Column(title: "Value", value: figure.text(in: currency), align: .right),
            ]
        }
        return table.string(for: figures) ?? ""
    }
}

extension ReplaySummary.Figure {
    fileprivate func text(in currency: Currency) -> String {
        guard isAmount else { return "\(value)" }
        guard let minorUnits = Int64(exactly: value) else { return "\(value) minor units" }
        return "\(Money(minorUnits: minorUnits, currency))"
    }
}
