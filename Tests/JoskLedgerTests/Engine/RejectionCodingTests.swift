import Foundation
import Testing

@testable import JoskLedger

@Suite("The JSON form of rejections and receipts")
struct RejectionCodingTests {
    private func expect<Value: Codable & Equatable>(
        _ value: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let json = try JSONEncoder().encode(value)
        let read = try JSONDecoder().decode(Value.self, from: json)
        #expect(read == value, sourceLocation: sourceLocation)
    }

    @Test("The rejection of a purchase survives a JSON round trip with all its fields")
    func purchase() throws {
        let sample = try Sample()
        let account = try #require(sample.shop.accounts[sample.ada])
        try expect(PurchaseRejection())
        var rejection = PurchaseRejection()
        rejection.outOfBounds = [
            .init(.total, nil, allowed: 0...5), .init(.quantity, .min, allowed: 1...5, lineNumber: 2),
        ]
        rejection.currencyMismatches = [CurrencyMismatch(expected: .gbp, given: .usd, lineNumber: 3)]
        rejection.conflictingOrderID = .numbered(3)
        rejection.referenceHolderID = .numbered(4)
        rejection.customerProblem = .inactive(.numbered(5))
        rejection.unknownProducts = [.numbered(6)]
        rejection.inactiveProducts = [.numbered(7)]
        rejection.shortages = [
            .init(productID: .numbered(8), lineNumbers: [1, 3], requested: 11, available: 9)
        ]
        rejection.credit = CreditFigures(of: account, required: .pence(1_100))
        rejection.changedTotal = .init(expected: .pence(99), actual: .pence(100))
        try expect(rejection)
    }

    @Test("Rejections of additions, stock changes, payments and refunds survive a JSON round trip")
    func others() throws {
        let violation = LimitViolation(.stock, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        try expect([CreateBusinessRejection.alreadyExists(.numbered(1)), .outOfBounds(violation)])
        try expect([
            AddCustomerRejection.alreadyExists(.numbered(1)), .referenceTaken("R", by: .numbered(2)),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        try expect([
            AddProductRejection.alreadyExists(.numbered(1)), .skuTaken("S", by: .numbered(2)),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        try expect([ReceiveGoodsRejection.unknownProduct(.numbered(1)), .outOfBounds(violation)])
        try expect([
            AdjustStockRejection.unknownProduct(.numbered(1)), .zeroQuantity,
            .insufficientStock(requested: 2, available: 1), .outOfBounds(violation),
        ])
        try expect([
            RecordPaymentRejection.unknownCustomer(.numbered(1)), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expect([
            RefundRejection.unknownOrder(.numbered(1)), .unknownLineNumbers([.min, 0, 3]),
            .exceedsRemaining([.init(lineNumber: 1, requested: 2, remaining: 1)]), .outOfBounds(violation),
        ])
    }

    @Test("Receipts of additions, stock changes, sales and payments survive a JSON round trip")
    func receipts() throws {
        let sample = try Sample()
        var shop = StorelessShop()
        try expect(try shop.accept(CreateBusiness()))
        shop = sample.shop
        try expect(try shop.accept(sample.addCustomer))
        try expect(try shop.accept(sample.addProduct))
        try expect(try shop.accept(sample.receiveGoods))
        try expect(try shop.accept(sample.adjustStock))
        try expect(try shop.accept(sample.purchase))
        try expect(try shop.accept(sample.recordPayment))
        try expect(try shop.accept(sample.refundOrder))
    }
}
