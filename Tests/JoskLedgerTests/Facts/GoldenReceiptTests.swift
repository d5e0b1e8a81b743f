import Testing

@testable import JoskLedger

@Suite("Stored receipts, version 1")
struct GoldenReceiptTests {
    /// The identifiers and the time in their encoded form.
    private let business = "0192000000007000800000000000000b"
    private let customer = "0192000000007000800000000000000c"
    private let product = "0192000000007000800000000000000d"
    private let order = "0192000000007000800000000000000e"
    private let time = "0006474846222240"
    /// The end of an encoded amount in GBP: its currency as a text of three bytes.
    private let gbp = "0000000000000003474250"
    /// The hash of an entry: the bytes from 0 to 31.
    private let hash = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    private let version = "01"

    /// Checks that the receipt is encoded as these bytes, and decoded from them.
    private func expect<Receipt: CommandReceipt>(
        _ receipt: Receipt, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bytes = try [UInt8](hex: parts.joined())
        #expect([Receipt.version] + receipt.canonicalBytes == bytes, sourceLocation: sourceLocation)
        let read = try Receipt(canonicalBytes: Array(bytes.dropFirst()))
        #expect(read == receipt, sourceLocation: sourceLocation)
    }

    @Test("The bytes of a create-business receipt are unchanged and readable")
    func createBusiness() throws {
        try expect(
            CreateBusinessReceipt(id: Golden.business, createdAt: Golden.time), version, business, time)
    }

    @Test("The bytes of an add-customer receipt are unchanged and readable")
    func addCustomer() throws {
        let receipt = AddCustomerReceipt(
            entry: Golden.entry(1), creditLimit: .pence(50_000), addedAt: Golden.time)
        try expect(receipt, version, customer, "0000000000000001", hash, "000000000000c350", gbp, time)
    }

    @Test("The bytes of an add-product receipt are unchanged and readable")
    func addProduct() throws {
        let receipt = AddProductReceipt(id: Golden.product, stock: 100, addedAt: Golden.time)
        try expect(receipt, version, product, "0000000000000064", time)
    }

    @Test("The bytes of the receipt of a stock movement are unchanged and readable")
    func stock() throws {
        let movement = StockMovement(
            productID: Golden.product, sequence: 2, kind: .adjustment("broken"), quantity: -3, stock: 97,
            movedAt: Golden.time, commandID: Golden.command)
        try expect(
            StockMovementReceipt(of: movement), version, product, "0000000000000002", "fffffffffffffffd",
            "0000000000000061", time)
    }

    @Test("The bytes of a purchase receipt are unchanged and readable")
    func purchase() throws {
        let charge = PurchaseReceipt.Charge(entry: Golden.entry(2), dueDate: Golden.day.adding(days: 30))
        let charged = PurchaseReceipt(
            orderID: Golden.order, orderNumber: 1, total: .pence(1_250), charge: charge,
            balance: .pence(1_250),
            availableCredit: .pence(48_750), placedAt: Golden.time)
        try expect(
            charged, version, order, "0000000000000001", "00000000000004e2", gbp,
            "01", customer, "0000000000000002", hash, "0000000000005004",
            "00000000000004e2", gbp, "000000000000be6e", gbp, time)
        let free = PurchaseReceipt(
            orderID: Golden.order, orderNumber: 1, total: .pence(0), charge: nil, balance: .pence(0),
            availableCredit: .pence(50_000), placedAt: Golden.time)
        try expect(
            free, version, order, "0000000000000001", "0000000000000000", gbp, "00",
            "0000000000000000", gbp, "000000000000c350", gbp, time)
    }

    @Test("The bytes of a record-payment receipt are unchanged and readable")
    func recordPayment() throws {
        let receipt = RecordPaymentReceipt(
            entry: Golden.entry(3), amount: .pence(1_000), balance: .pence(250),
            effectiveDate: Golden.day, recordedAt: Golden.time)
        try expect(
            receipt, version, customer, "0000000000000003", hash, "00000000000003e8", gbp, "00000000000000fa",
            gbp,
            "0000000000004fe6", time)
    }

    @Test("The bytes of a refund receipt are unchanged and readable")
    func refundOrder() throws {
        let entered = RefundReceipt(
            refundID: .init(orderID: Golden.order, number: 1), total: .pence(1_250), entry: Golden.entry(4),
            balance: .pence(-1_000), refundedAt: Golden.time)
        try expect(
            entered, version, order, "0000000000000001", "00000000000004e2", gbp, "01", customer,
            "0000000000000004", hash,
            "fffffffffffffc18", gbp, time)
        let free = RefundReceipt(
            refundID: .init(orderID: Golden.order, number: 2), total: .pence(0), entry: nil,
            balance: .pence(-1_000), refundedAt: Golden.time)
        try expect(
            free, version, order, "0000000000000002", "0000000000000000", gbp, "00", "fffffffffffffc18", gbp,
            time)
    }
}
