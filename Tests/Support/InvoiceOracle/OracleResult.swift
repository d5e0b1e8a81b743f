/// What the invoices are replayed with.
public struct OracleOptions: Sendable {
    /// In minor units; every customer's.
    public var creditLimit: Int64
    /// Every product's.
    public var openingStock: Int64
    /// How many decimals the currency has.
    public var currencyExponent: Int

    /// Pounds sterling, unless told otherwise.
    public init(
        creditLimit: Int64 = 100_000_000_000,
        openingStock: Int64 = 1_000_000,
        currencyExponent: Int = 2
    ) {
        self.creditLimit = creditLimit
        self.openingStock = openingStock
        self.currencyExponent = currencyExponent
    }
}

/// Why a file is not replayed at all.
public enum OracleError: Error {
    /// The first line that is not blank is not the header of an invoice file.
    case foreignFile
}

/// A customer and its balance, or a product and its stock.
public struct KeyedAmount: Sendable, Equatable {
    /// The customer or the product, as the file has it.
    public var key: [UInt8]
    /// The balance in minor units, or the stock.
    public var value: Int64
}

/// What a replay must answer.
public struct OracleResult: Sendable, Equatable {
    /// Every figure by its name.
    public var figures: [String: Int64]
    /// Every customer's balance in minor units, in byte order of the customers.
    public var balances: [KeyedAmount]
    /// Every product's stock, in byte order of the products.
    public var stock: [KeyedAmount]
    /// The numbers of the lines that were set aside; the first line of the file is 1.
    public var setAside: [Int]

    /// The balances as a file: a header, then a line of each customer.
    public func balancesCSV() -> [UInt8] {
        table(header: "customer,balance", balances)
    }

    /// The stock as a file: a header, then a line of each product.
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

/// In byte order of the keys.
func sortedAmounts(_ amounts: [[UInt8]: Int64]) -> [KeyedAmount] {
    amounts.map { KeyedAmount(key: $0.key, value: $0.value) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
}

/// The sum, or the end of the range that it lies beyond.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow {
        return right < 0 ? Int64.min : Int64.max
    }
    return sum
}
