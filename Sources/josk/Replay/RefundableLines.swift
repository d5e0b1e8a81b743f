import JoskLedger

/// The order lines whose units a customer can still return, per product and with the latest line at the end.
///
/// Units are taken from the end: from the latest order backwards, and within an order from its last line. A line
/// without remaining units is removed, so the work of a replay here grows no faster than the file.
struct RefundableLines {
    /// The lines to refund of one order.
    struct Part: Hashable {
        let orderID: Order.ID
        fileprivate(set) var lines: [RefundRequestLine]

        var units: Int64 { lines.reduce(0) { $0 + $1.quantity } }
    }

    private struct Line {
        let orderID: Order.ID
        let number: Int
        var remaining: Int64
    }

    private var stacks: [Product.ID: [Line]] = [:]

    /// Adds the lines of an accepted order.
    mutating func add(_ orderID: Order.ID, _ lines: [PurchaseLine]) {
        for (index, line) in lines.enumerated() {
            stacks[line.productID, default: []].append(
                Line(orderID: orderID, number: index + 1, remaining: line.quantity))
        }
    }

    /// Takes bought units of a product, from the latest purchase backwards.
    ///
    /// - Returns: The lines to refund, order by order, and the number of units that match no purchase.
    mutating func take(_ quantity: Int64, of product: Product.ID) -> (parts: [Part], unmatched: Int64) {
        var left = quantity
        var parts: [Part] = []
        while left > 0, let (orderID, line) = takeFromLast(of: product, atMost: left) {
            left -= line.quantity
            if let last = parts.indices.last, parts[last].orderID == orderID {
                parts[last].lines.append(line)
            } else {
                parts.append(Part(orderID: orderID, lines: [line]))
            }
        }
        return (parts, left)
    }

    private mutating func takeFromLast(
        of product: Product.ID, atMost left: Int64
    ) -> (Order.ID, RefundRequestLine)? {
        guard var line = stacks[product]?.popLast() else { return nil }
        let quantity = min(left, line.remaining)
        line.remaining -= quantity
        if line.remaining > 0 { stacks[product, default: []].append(line) }
        return (line.orderID, RefundRequestLine(lineNumber: line.number, quantity: quantity))
    }
}
