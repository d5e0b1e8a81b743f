import Testing

@testable import JoskLedger

@Suite("Stored receipts of changes and corrections, version 1")
struct GoldenLaterReceiptTests {
    private let customer = "0192000000007000800000000000000c"
    private let product = "0192000000007000800000000000000d"
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

    @Test("The bytes of a change-price receipt are unchanged and readable")
    func changePrice() throws {
        let receipt = ChangePriceReceipt(
            productID: Golden.product, price: .pence(475), previousPrice: .pence(450),
            changedAt: Golden.time)
        try expect(receipt, version, product, "00000000000001db", gbp, "00000000000001c2", gbp, time)
    }

    @Test("The bytes of a change-credit-limit receipt are unchanged and readable")
    func changeCreditLimit() throws {
        let receipt = ChangeCreditLimitReceipt(
            entry: Golden.entry(2), creditLimit: .pence(75_000),
            previousLimit: .pence(50_000), balance: .pence(-250), changedAt: Golden.time)
        try expect(
            receipt, version, customer, "0000000000000002", hash, "00000000000124f8", gbp, "000000000000c350",
            gbp,
            "ffffffffffffff06", gbp, time)
    }

    @Test("The bytes of a change-business-terms receipt are unchanged and readable")
    func changeBusinessTerms() throws {
        let receipt = ChangeDefaultPaymentTermsReceipt(paymentTerms: .days(60), changedAt: Golden.time)
        try expect(receipt, version, "000000000000003c", time)
    }

    @Test("The bytes of the receipt of a customer's or a product's change are unchanged and readable")
    func changes() throws {
        try expect(
            CustomerChangeReceipt(customerID: Golden.customer, changedAt: Golden.time), version, customer,
            time)
        try expect(
            ProductChangeReceipt(productID: Golden.product, changedAt: Golden.time), version, product, time)
    }

    @Test("The bytes of the receipt of a reversal, payout or adjustment are unchanged and readable")
    func ledger() throws {
        let receipt = LedgerEntryReceipt(
            entry: Golden.entry(4), amount: .pence(1_250), balance: .pence(-250),
            recordedAt: Golden.time)
        try expect(
            receipt, version, customer, "0000000000000004", hash, "00000000000004e2", gbp, "ffffffffffffff06",
            gbp,
            time)
    }
}
