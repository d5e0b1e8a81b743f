import JoskLedger
import Testing

@testable import josk

@Suite("Refundable lines")
struct RefundableLinesTests {
    private let tea = Product.ID()
    private let cup = Product.ID()
    private let first = Order.ID()
    private let second = Order.ID()

    private var bought: RefundableLines {
        var lines = RefundableLines()
        lines.add(
            first,
            [PurchaseLine(tea, quantity: 2), PurchaseLine(cup, quantity: 9), PurchaseLine(tea, quantity: 3)])
        lines.add(second, [PurchaseLine(tea, quantity: 4)])
        return lines
    }

    @Test("Refunded units are taken from the latest order backwards, and within an order from its last line")
    func backwards() {
        var lines = bought
        let (parts, unmatched) = lines.take(8, of: tea)
        #expect(parts.map(\.orderID) == [second, first])
        #expect(
            parts.map(\.lines) == [
                [RefundRequestLine(lineNumber: 1, quantity: 4)],
                [
                    RefundRequestLine(lineNumber: 3, quantity: 3),
                    RefundRequestLine(lineNumber: 1, quantity: 1),
                ],
            ])
        #expect(parts.map(\.units) == [4, 4])
        #expect(unmatched == 0)
    }

    @Test("Each unit is taken once, and units beyond the remaining ones match nothing")
    func once() {
        var lines = bought
        _ = lines.take(8, of: tea)
        let (parts, unmatched) = lines.take(5, of: tea)
        #expect(parts.map(\.lines) == [[RefundRequestLine(lineNumber: 1, quantity: 1)]])
        #expect(unmatched == 4)
        #expect(lines.take(1, of: tea).parts.isEmpty)
        #expect(lines.take(9, of: cup).unmatched == 0)
    }
}
