import Testing

@testable import JoskLedger

@Suite("Content hashes of orders and refunds, version 1")
struct GoldenContentTests {
    // SHA-256 of text("josk.order") + b"\1" + business + order + customer + i64(number)
    // + optional(text(reference)) + array(product + i64(quantity) + money(unit price) + money(amount))
    // + money(total) + i64(time) + command.
    @Test(
        "The content hash of an order is unchanged",
        arguments: [
            ("INV-\u{E9}", 1_250, "cee975692236150baa65e2698334879e8bc72c7042a3e56b4ac8c0fb745d3965"),
            (nil, 0, "399e761db2f5d16158ad3eb9c27fbf01ec2597f8d44e4e9cb70305c3fb2ce11b"),
        ] as [(OrderReference?, Int64, String)])
    func order(reference: OrderReference?, total: Int64, hash: String) {
        let lines = [
            OrderLine(
                productID: Golden.product, quantity: 2, unitPrice: .pence(450), amount: .pence(900)),
            OrderLine(
                productID: Golden.product, quantity: 1, unitPrice: .pence(350), amount: .pence(350)),
        ]
        let order = Order(
            id: Golden.order, customerID: Golden.customer, number: 7, reference: reference,
            lines: total == 0 ? [] : lines, total: .pence(total), placedAt: Golden.time,
            commandID: Golden.command)
        #expect(order.contentHash(in: Golden.business).description == hash)
    }

    // SHA-256 of text("josk.refund") + b"\1" + business + order + i64(number) + customer
    // + array(i64(line number) + product + i64(quantity) + money(amount) + b"\1" where restocked, else b"\0")
    // + money(total) + i64(time) + command.
    @Test(
        "The content hash of a refund is unchanged",
        arguments: [
            (1_250, "fa67093e9e40fa4f37fdcadb678cfddbab3fbb9ca1df95c5f09f04ddd6d0d01e"),
            (0, "ce74467d6a7ef808f77bf929098b15b224f7bc6dfea23af1007216f16111c816"),
        ] as [(Int64, String)])
    func refund(total: Int64, hash: String) {
        let lines = [
            RefundLine(
                lineNumber: 1, productID: Golden.product, quantity: 2, amount: .pence(900), isRestocked: true),
            RefundLine(
                lineNumber: 2, productID: Golden.product, quantity: 1, amount: .pence(350),
                isRestocked: false),
        ]
        let refund = Refund(
            id: .init(orderID: Golden.order, number: 3), customerID: Golden.customer,
            lines: total == 0 ? [] : lines, total: .pence(total), refundedAt: Golden.time,
            commandID: Golden.command)
        #expect(refund.contentHash(in: Golden.business).description == hash)
    }
}
