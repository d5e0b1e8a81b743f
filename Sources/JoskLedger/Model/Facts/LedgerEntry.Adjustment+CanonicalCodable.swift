extension LedgerEntry.Adjustment: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        switch self {
        case .openingBalance(let due):
            encoder.append("opening-balance")
            encoder.append(due)
        case .writeOff: encoder.append("write-off")
        case .goodwill: encoder.append("goodwill")
        case .correction: encoder.append("correction")
        }
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        switch try decoder.next(String.self) {
        case "opening-balance": self = .openingBalance(due: try decoder.next())
        case "write-off": self = .writeOff
        case "goodwill": self = .goodwill
        case "correction": self = .correction
        default: throw .malformed("adjustment")
        }
    }
}
