import Foundation
import Testing

@testable import JoskLedger

@Suite("The reasons of rejections in metrics")
struct RejectionReasonTests {
    /// Returns the raw values of a rejection's reasons.
    private func words(_ rejection: some CommandRejection) -> [String] {
        rejection.reasons.map(\.rawValue).sorted()
    }

    /// Returns a name such as "outOfBounds" in snake case.
    private func snakeCase(_ name: some StringProtocol) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
    }

    /// Checks that each rejection has the name of its case as its reason, and that all reasons occur.
    private func expectOwnNames<Rejection: CommandRejection & Encodable>(
        _ rejections: [Rejection], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for rejection in rejections {
            // The name of the case is the only key of its JSON object.
            let json = String(decoding: try JSONEncoder().encode(rejection), as: UTF8.self)
            let name = snakeCase(json.dropFirst(2).prefix { $0 != "\"" })
            #expect(words(rejection) == [name], sourceLocation: sourceLocation)
        }
        let all = Set(Rejection.Reason.allCases.map(\.rawValue))
        #expect(Set(rejections.flatMap(words)) == all, sourceLocation: sourceLocation)
    }

    @Test("The rejection of a purchase has each of its reasons once, for any number of lines")
    func purchase() throws {
        let sample = try Sample()
        let account = try #require(sample.shop.accounts[sample.ada])
        var rejection = PurchaseRejection()
        #expect(rejection.reasons.isEmpty)
        rejection.outOfBounds = [.init(.total, 9, allowed: 0...5), .init(.quantity, 9, allowed: 1...5)]
        rejection.currencyMismatches = [CurrencyMismatch(expected: .gbp, given: .usd, lineNumber: 3)]
        rejection.conflictingOrderID = .numbered(3)
        rejection.referenceHolderID = .numbered(4)
        rejection.customerProblem = .inactive(.numbered(5))
        rejection.unknownProducts = [.numbered(6), .numbered(7)]
        rejection.inactiveProducts = [.numbered(8)]
        rejection.shortages = [
            .init(productID: .numbered(9), lineNumbers: [1, 3], requested: 11, available: 9),
            .init(productID: .numbered(10), lineNumbers: [2], requested: 1, available: 0),
        ]
        rejection.credit = CreditFigures(of: account, required: .pence(1_100))
        rejection.changedTotal = .init(expected: .pence(99), actual: .pence(100))
        let all = Set(PurchaseRejection.Reason.allCases)
        #expect(rejection.reasons == all.subtracting([.unknownCustomer]))
        rejection.customerProblem = .unknown(.numbered(5))
        #expect(rejection.reasons == all.subtracting([.inactiveCustomer]))
        #expect(words(rejection).contains("insufficient_stock"))
    }

    @Test("A rejection concerning businesses, customers, products or stock has one reason, its name")
    func others() throws {
        let violation = LimitViolation(.stock, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        let (customer, product) = (Customer.ID.numbered(1), Product.ID.numbered(2))
        try expectOwnNames([
            CreateBusinessRejection.alreadyExists(.numbered(1)), .unknownTimeZone("?"),
            .outOfBounds(violation),
        ])
        try expectOwnNames([
            AddCustomerRejection.alreadyExists(customer), .referenceTaken("R", by: customer),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        try expectOwnNames([
            AddProductRejection.alreadyExists(product), .skuTaken("S", by: product),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        try expectOwnNames([ReceiveGoodsRejection.unknownProduct(product), .outOfBounds(violation)])
        try expectOwnNames([
            AdjustStockRejection.unknownProduct(product), .zeroQuantity,
            .insufficientStock(requested: 2, available: 1), .outOfBounds(violation),
        ])
        try expectOwnNames([
            ChangePriceRejection.unknownProduct(product), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expectOwnNames([ChangeSKURejection.unknownProduct(product), .skuTaken("S", by: product)])
        try expectOwnNames([UnknownProductRejection.unknownProduct(product)])
        try expectOwnNames([UnknownCustomerRejection.unknownCustomer(customer)])
    }

    @Test("A rejection concerning payments, orders, limits or terms has one reason, its name")
    func furtherOthers() throws {
        let violation = LimitViolation(.stock, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        let (customer, order) = (Customer.ID.numbered(1), Order.ID.numbered(2))
        try expectOwnNames([
            RecordPaymentRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expectOwnNames([
            ReversePaymentRejection.unknownCustomer(customer),
            .unknownPayment(Payment.ID(customerID: customer, entrySequence: 2)), .alreadyReversed(by: 3),
            .outOfBounds(violation),
        ])
        try expectOwnNames([
            PayOutRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .insufficientCreditBalance(balance: .pence(1), requested: .pence(2)), .outOfBounds(violation),
        ])
        try expectOwnNames([
            AdjustBalanceRejection.unknownCustomer(customer), .currencyMismatch(mismatch), .zeroAmount,
            .outOfBounds(violation),
        ])
        try expectOwnNames([
            RefundRejection.unknownOrder(order), .unknownLineNumbers([1, 2]),
            .exceedsRemaining([.init(lineNumber: 1, requested: 2, remaining: 1)]), .outOfBounds(violation),
        ])
        try expectOwnNames([
            CancelOrderRejection.unknownOrder(order), .nothingRemaining, .outOfBounds(violation),
        ])
        try expectOwnNames([
            ChangeCreditLimitRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expectOwnNames([ChangePaymentTermsRejection.unknownCustomer(customer), .outOfBounds(violation)])
        try expectOwnNames([
            ChangeCustomerReferenceRejection.unknownCustomer(customer), .referenceTaken("R", by: customer),
        ])
        try expectOwnNames([ChangeDefaultPaymentTermsRejection.outOfBounds(violation)])
    }
}
