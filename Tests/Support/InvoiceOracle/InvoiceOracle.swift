// The expected result of a replay of an invoice file, recomputed from the rules alone. It shares no code with the
// replay that it checks, and prefers simple code to fast code.

/// Returns the expected result of a replay of the invoices in a file.
public func recompute(_ file: [UInt8], _ options: OracleOptions) throws -> OracleResult {
    let read = try readInvoices(file, currencyExponent: options.currencyExponent)
    var invoices = read.invoices
    if !options.isPartial {
        invoices = invoices.filter { !read.incomplete.contains($0.number) }
    }
    var undated = 0
    if options.isOrderedByDate {
        (invoices, undated) = orderedByDate(invoices)
    }
    var shop = Shop(creditLimit: options.creditLimit)
    for invoice in invoices {
        shop.balance[invoice.customer] = 0
        for row in invoice.rows {
            shop.stock[row.product] = options.openingStock
        }
    }
    for invoice in invoices {
        if invoice.isCancellation {
            shop.cancel(invoice)
        } else {
            shop.purchase(invoice)
            shop.adjust(invoice)
        }
    }

    shop.count("invoices", Int64(invoices.count))
    shop.count("incompleteInvoices", Int64(read.incomplete.count))
    shop.count("undatedInvoices", Int64(undated))
    shop.count("ignoredColumns", Int64(read.ignoredColumns))
    shop.count("setAsideRows", Int64(read.setAside.count))
    shop.count("customers", Int64(shop.balance.count))
    shop.count("products", Int64(shop.stock.count))
    for balance in shop.balance.values {
        shop.count("balanceTotal", balance)
    }
    for stock in shop.stock.values {
        shop.count("stockTotal", stock)
    }
    return OracleResult(
        figures: shop.figures,
        balances: sortedAmounts(shop.balance),
        stock: sortedAmounts(shop.stock),
        setAside: read.setAside
    )
}

private let figureNames = [
    "invoices", "orders", "orderLines", "unitsSold", "charged", "refunded", "unmatchedRefundUnits",
    "adjustments", "rejectedAdjustments", "rejectedInvoices", "rejectedForStock", "rejectedForCredit",
    "setAsideRows", "customers", "products", "balanceTotal", "stockTotal", "auditViolations",
    "incompleteInvoices", "undatedInvoices", "ignoredColumns",
]

/// The upper bound of a unit price, of a line amount and of the total of a purchase.
private let highestAmount: Int64 = 1_000_000_000_000_000
private let mostLines = 10_000

private struct OrderLine {
    let product: [UInt8]
    let price: Int64
    /// The bought units less the refunded units.
    var remaining: Int64
}

private struct Order {
    let customer: [UInt8]
    var lines: [OrderLine]
}

private struct Shop {
    let creditLimit: Int64
    /// The balance of every customer of the file, so that no key is missing in a lookup.
    var balance: [[UInt8]: Int64] = [:]
    /// The stock of every product of the file, so that no key is missing in a lookup.
    var stock: [[UInt8]: Int64] = [:]
    /// The accepted purchases, with the latest at the end.
    var orders: [Order] = []
    var figures: [String: Int64] = [:]

    init(creditLimit: Int64) {
        self.creditLimit = creditLimit
        for name in figureNames {
            figures[name] = 0
        }
    }

    mutating func count(_ figure: String, _ amount: Int64 = 1) {
        figures[figure] = saturatingSum(figures[figure, default: 0], amount)
    }

    mutating func purchase(_ invoice: Invoice) {
        let rows = invoice.rows.filter { $0.quantity > 0 }
        if rows.isEmpty {
            return
        }
        if rows.count > mostLines {
            count("rejectedInvoices")
            return
        }

        var wanted: [[UInt8]: Int64] = [:]
        for row in rows {
            wanted[row.product, default: 0] += row.quantity
        }
        let isShortOfStock = wanted.contains { product, quantity in quantity > stock[product, default: 0] }
        let total = totalWithinBounds(rows)
        let isShortOfCredit = total.map { isBeyondCredit(invoice.customer, $0) } ?? false
        if isShortOfStock {
            count("rejectedForStock")
        }
        if isShortOfCredit {
            count("rejectedForCredit")
        }
        guard let total, !isShortOfStock, !isShortOfCredit else {
            count("rejectedInvoices")
            return
        }

        for row in rows {
            stock[row.product, default: 0] -= row.quantity
            count("unitsSold", row.quantity)
        }
        balance[invoice.customer, default: 0] += total
        count("charged", total)
        count("orders")
        count("orderLines", Int64(rows.count))
        let lines = rows.map { OrderLine(product: $0.product, price: $0.price, remaining: $0.quantity) }
        orders.append(Order(customer: invoice.customer, lines: lines))
    }

    /// Returns the total of the rows; nil if it, or the price or the amount of a row, is out of bounds.
    private func totalWithinBounds(_ rows: [Row]) -> Int64? {
        var total: Int64 = 0
        for row in rows {
            let (amount, overflow) = row.quantity.multipliedReportingOverflow(by: row.price)
            if overflow || row.price > highestAmount || amount > highestAmount {
                return nil
            }
            // Amounts are never negative, so a total above the bound stays above it.
            total += amount
            if total > highestAmount {
                return nil
            }
        }
        return total
    }

    private func isBeyondCredit(_ customer: [UInt8], _ total: Int64) -> Bool {
        if total == 0 {
            return false
        }
        let (newBalance, overflow) = balance[customer, default: 0].addingReportingOverflow(total)
        return overflow || newBalance > creditLimit
    }

    mutating func adjust(_ invoice: Invoice) {
        for row in invoice.rows where row.quantity < 0 {
            if stock[row.product, default: 0] + row.quantity < 0 {
                count("rejectedAdjustments")
            } else {
                stock[row.product, default: 0] += row.quantity
                count("adjustments")
            }
        }
    }

    mutating func cancel(_ invoice: Invoice) {
        for row in invoice.rows {
            var left = -row.quantity
            for order in orders.indices.reversed() where orders[order].customer == invoice.customer {
                for line in orders[order].lines.indices.reversed() {
                    let bought = orders[order].lines[line]
                    if bought.product != row.product {
                        continue
                    }
                    let quantity = min(left, bought.remaining)
                    orders[order].lines[line].remaining -= quantity
                    left -= quantity
                    stock[row.product, default: 0] += quantity
                    balance[invoice.customer, default: 0] -= quantity * bought.price
                    count("refunded", quantity * bought.price)
                }
            }
            count("unmatchedRefundUnits", left)
        }
    }
}
