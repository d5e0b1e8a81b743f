import JoskTesting

@testable import josk

/// A small random invoice file with all kinds of untidiness, determined by a seed.
///
/// It has few different keys, so that many rows share one.
struct RandomInvoiceFile {
    private var random: SeededGenerator
    /// The factor by which damage is rarer than usual, so that some files have complete invoices.
    private let tidiness: Int
    private let hasNotes: Bool
    private(set) var bytes: [UInt8] = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        tidiness = random.element(of: [1, 4, 30])
        hasNotes = random.number(in: 1...3) == 1
        if chance(3) { bytes += [0xEF, 0xBB, 0xBF] }
        if chance(5) { bytes += lineEnd }
        let header =
            chance(5)
            ? InvoiceColumn.header.replacing("StockCode", with: "\"StockCode\"") : InvoiceColumn.header
        bytes += Array((header + (hasNotes ? ",Note" : "")).utf8) + lineEnd
        for _ in 0..<random.number(in: 0...60) {
            bytes += chance(20) ? blankLine : damaged(row()) + lineEnd
        }
        if chance(3), bytes.last == lineFeed { bytes.removeLast() }
    }

    /// Returns true once in `count` times, on average.
    private mutating func chance(_ count: Int) -> Bool { random.number(in: 1...count) == 1 }

    /// Returns true for a kind of damage, once in `count` times in an untidy file.
    private mutating func isDamaged(_ count: Int) -> Bool { chance(count * tidiness) }

    private mutating func row() -> [UInt8] {
        let invoice = isDamaged(60) ? random.element(of: Self.oddInvoices) : random.element(of: Self.invoices)
        let product = isDamaged(40) ? random.element(of: Self.oddProducts) : random.element(of: Self.products)
        // Most rows of an invoice name the same customer.
        let home = Self.customers[invoice.utf8.reduce(0) { $0 + Int($1) } % Self.customers.count]
        let customer =
            isDamaged(60)
            ? random.element(of: Self.oddCustomers)
            : isDamaged(12) ? random.element(of: Self.customers) : home
        let fields =
            [
                invoice, product, random.element(of: Self.descriptions), quantity(in: invoice),
                chance(8) ? random.element(of: Self.oddDates) : random.element(of: Self.dates),
                price(), customer, "United Kingdom",
            ] + (hasNotes ? ["x"] : [])
        return Array(fields.map { self.written($0) }.joined(separator: ",").utf8)
    }

    private mutating func quantity(in invoice: String) -> String {
        if isDamaged(15) { return random.element(of: Self.oddQuantities) }
        let isNegative = invoice.utf8.first == UInt8(ascii: "C") ? !isDamaged(15) : chance(6)
        return "\(isNegative ? "-" : "")\(random.number(in: 1...9))"
    }

    private mutating func price() -> String {
        if isDamaged(12) { return random.element(of: Self.oddPrices) }
        return random.element(of: ["0", "1", "7", "12", "3.00", "10.0"]) + (chance(4) ? ".5" : "")
    }

    /// Returns the written form of a field, which is quoted if necessary and sometimes without need.
    private mutating func written(_ field: String) -> String {
        let written = CSV.field(field)
        return written == field && chance(6) ? "\"\(field)\"" : written
    }

    private mutating func damaged(_ row: [UInt8]) -> [UInt8] {
        guard isDamaged(12), !row.isEmpty else { return row }
        var row = row
        let place = random.number(in: 0...row.count - 1)
        switch random.number(in: 1...5) {
        case 1: row.remove(at: place)
        case 2: row = Array(row.prefix(place))
        case 3: row.insert(random.element(of: [0x22, 0x2C, 0x00, 0xFF, 0x0D, 0x20, 0x0A]), at: place)
        case 4: row[place] = UInt8(truncatingIfNeeded: random.next())
        default: row += Array(",".utf8)
        }
        return row
    }

    private var lineEnd: [UInt8] {
        mutating get { chance(4) ? Array("\r\n".utf8) : [lineFeed] }
    }

    private var blankLine: [UInt8] {
        mutating get { chance(4) ? Array(" \n".utf8) : lineEnd }
    }
}

private let lineFeed = UInt8(ascii: "\n")

extension RandomInvoiceFile {
    private static let long = String(repeating: "\u{E9}", count: 127)
    private static let invoices = ["1", "2", "3", "4", "5", "6", "C1", "C2", "C3", "C4"]
    private static let oddInvoices = [
        "", "c1", " 1", "C", "\u{C7}1", "C\u{327}1", "\u{E9}", "e\u{301}", "7,\"8\"", long + "x", long + "xx",
    ]
    private static let products = ["A", "B", "C", "\u{E9}", "e\u{301}"]
    private static let oddProducts = ["", " A", "a", "K,\"1\"", "\u{1F375}", long + "x", long + "xx", "A\rB"]
    private static let customers = ["", "1", "2", "Ames, J."]
    private static let oddCustomers = [
        "guest", "\u{E9}", "e\u{301}", "\"\u{301}", long + "y", long + "yy", " 1",
    ]
    private static let descriptions = [
        "", "Tea", "Tea, green", "Tea\nbag", "Tea\r\n\r\nbag, \"big\"", "6\" wide", "a\rb", "a\u{2028}b",
        String(repeating: "\u{1F375}", count: 251),
    ]
    private static let dates = [
        "01/12/2010 08:26", "02/12/2010 09:00", "02/12/2010 7:00", "03/12/2010 10:00:30",
    ]
    // Some are readable only with the day first, and some have another time with the month first.
    private static let oddDates = [
        "", "now", "2010-12-01T23:00:00", "2010-12-02 00:30+01:00", "13/12/2010 08:00", "05/11/2010",
        "3.12.10 1:00 PM",
        "31/02/2010", "12/1/10 8:26", "01/12/2010 24:00",
    ]
    private static let oddQuantities = [
        "", "0", "-0", "+1", "1.0", " 1", "\u{663}", "1e3", "999999999", "-999999999", "1234567890",
        "000000001", "-",
        "40", "-40", "300", "-300",
    ]
    private static let oddPrices = [
        "", "0.001", "2.555", "1.2500000000000000000000", ".5", "5.", "1,250.00", "-1", "+1", "1e3",
        "\u{663}",
        "999999999999.99", "999999999999", "999999999999.9999", "1000000000000", "10000000000000",
        "100000000000.0000",
        "0.01", "1.1.1",
    ]
}
