import JoskLedger
import TextTable

/// The report of the demonstration, in lines of at most 80 columns.
struct DemoReport {
    let plan: DemoPlan
    let rush: DemoRush
    let closing: DemoClosing

    /// The maximum number of products in the table.
    ///
    /// A shop may have a thousand products, which are too many for a screen.
    private static let productsShown = 6

    static func opening(_ plan: DemoPlan) -> String {
        """
        The Copper Kettle sells tea on credit. It has \(plan.products.count.of("product")), \
        \(plan.stock.of("unit")) of each.
        A rush of \(plan.buyers.count.of("customer")) follows, all at the same moment, each with a basket
        and a credit limit. (Seed \(plan.seed) determines the baskets, not which buyers win.)

        """
    }

    var text: String {
        [outcomes, products, refusal, doubleClicks, ending].joined(separator: "\n")
    }

    private var outcomes: String {
        let table = TextTable<DemoRush.Tally> { tally in
            [
                Column(title: "Checkout", value: tally.outcome.rawValue),
                Column(title: "Buyers", value: tally.purchases, align: .right),
                Column(title: "Units", value: tally.units, align: .right),
                Column(title: "Amount", value: money(tally.amount), align: .right),
            ]
        }
        return table.string(for: rush.tallies(at: plan.products.map(\.price))) ?? ""
    }

    private var products: String {
        let table = TextTable<(product: DemoPlan.Product, left: Int64)> { row in
            [
                Column(title: "Product", value: row.product.name),
                Column(title: "Price", value: money(row.product.price), align: .right),
                Column(title: "Before", value: plan.stock, align: .right),
                Column(title: "Sold", value: plan.stock - row.left, align: .right),
                Column(title: "Left", value: row.left, align: .right),
            ]
        }
        let rows = zip(plan.products, closing.stock).map { (product: $0, left: $1) }
        let hidden = rows.count - Self.productsShown
        return (table.string(for: Array(rows.prefix(Self.productsShown))) ?? "")
            + (hidden > 0 ? "… and \(hidden.of("more product"))\n" : "")
    }

    /// One refusal with all its reasons and their values.
    private var refusal: String {
        guard let (buyer, rejection) = rush.refusal else { return "No purchase was refused.\n" }
        var lines = ["A refusal lists all reasons at once, as typed values. Buyer \(buyer.number) received:"]
        for shortage in rejection.shortages {
            let numbers = shortage.lineNumbers.map(String.init).joined(separator: ", ")
            let name = plan.products[buyer.basket[shortage.lineNumbers[0] - 1].product].name
            lines.append(
                "  stock   line \(numbers): \(name): requested \(shortage.requested), available \(shortage.available), "
                    + "missing \(shortage.missing)")
        }
        if let credit = rejection.credit {
            lines.append("  credit  required \(credit.required), available \(credit.available)")
            lines.append("          (limit \(credit.limit), balance \(credit.balance))")
        }
        if rejection.shortages.isEmpty, rejection.credit == nil { lines.append("  \(rejection)") }
        return lines.map { "\($0)\n" }.joined()
    }

    private var doubleClicks: String {
        let (clickers, bought) = doubleClickers
        return "\(clickers.of("buyer")) clicked twice at once, with one key: \(bought) bought, "
            + "in \(closing.ordersOfDoubleClickers.of("order"))\(bought > 0 ? ", not \(2 * bought)" : "").\n"
    }

    private var ending: String {
        let left = closing.stock.reduce(0, +)
        let opening = plan.stock * Int64(plan.products.count)
        return """
            stock left: \(left) of \(opening.of("unit"))
            owed: \(money(closing.owed)) by \(closing.debtors.of("customer"))
            \(closing.audit.line)
            """
    }

    private func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, DemoShop.currency) }
}
