/// The options of a replay.
public struct OracleOptions: Sendable {
    /// The credit limit of every customer, in minor units.
    public var creditLimit: Int64
    /// The opening stock of every product, in units.
    public var openingStock: Int64
    /// The number of decimals of the currency.
    public var currencyExponent: Int
    /// True to replay the other rows of invoices of which rows are set aside.
    public var isPartial: Bool
    /// True to replay the invoices in the order of their dates.
    public var isOrderedByDate: Bool

    /// Creates options, by default for pounds sterling.
    public init(
        creditLimit: Int64 = 100_000_000_000,
        openingStock: Int64 = 1_000_000,
        currencyExponent: Int = 2,
        isPartial: Bool = false,
        isOrderedByDate: Bool = true
    ) {
        self.creditLimit = creditLimit
        self.openingStock = openingStock
        self.currencyExponent = currencyExponent
        self.isPartial = isPartial
        self.isOrderedByDate = isOrderedByDate
    }
}

/// The reasons why a file is not replayed at all.
public enum OracleError: Error {
    /// The first line that is not blank does not name the required columns.
    case foreignFile
}

/// A customer and its balance, or a product and its stock.
public struct KeyedAmount: Sendable, Equatable {
    /// The customer or the product, as it is in the file.
    public var key: [UInt8]
    /// The balance in minor units, or the stock.
    public var value: Int64
}

/// The expected result of a replay.
public struct OracleResult: Sendable, Equatable {
    /// The figures by their names.
    public var figures: [String: Int64]
    /// Every customer's balance in minor units, in byte order of the customers.
    public var balances: [KeyedAmount]
    /// Every product's stock, in byte order of the products.
    public var stock: [KeyedAmount]
    /// The numbers of the lines that were set aside; the first line of the file is 1.
    public var setAside: [Int]

    /// Returns the balances as a file, with a header and a line for each customer.
    public func balancesCSV() -> [UInt8] {
        table(header: "customer,balance", balances)
    }

    /// Returns the stock as a file, with a header and a line for each product.
    public func stockCSV() -> [UInt8] {
        table(header: "product,stock", stock)
    }

    private func table(header: String, _ amounts: [KeyedAmount]) -> [UInt8] {
        var bytes = Array(header.utf8) + [Byte.lineFeed]
        for amount in amounts {
            bytes += quotedField(amount.key)
            bytes += [Byte.comma]
            bytes += Array(String(amount.value).utf8)
            bytes += [Byte.lineFeed]
        }
        return bytes
    }
}

/// Returns the amounts in byte order of their keys.
func sortedAmounts(_ amounts: [[UInt8]: Int64]) -> [KeyedAmount] {
    amounts.map { KeyedAmount(key: $0.key, value: $0.value) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
}

/// Returns the sum, or the bound of `Int64` that it exceeds.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow {
        return right < 0 ? Int64.min : Int64.max
    }
    return sum
}
