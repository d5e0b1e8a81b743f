import Foundation
import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Descriptions of errors")
struct DescriptionTests {
    private static let customer = Customer.ID.numbered(1)
    private static let product = Product.ID.numbered(2)
    private static let order = Order.ID.numbered(3)
    private static let business = Business.ID.numbered(4)
    private static let mismatch = CurrencyMismatch(expected: .gbp, given: .usd, lineNumber: 2)
    private static let price = LimitViolation(.price, -1, allowed: 0...5)
    private static let terms = LimitViolation(.paymentTerms, 4_000, allowed: 0...3_650)
    private static let stock = LimitViolation(.stock, 6, allowed: 0...5)

    static let unknownCustomer = "No customer has the identifier \(customer)."
    static let unknownProduct = "No product has the identifier \(product)."
    static let unknownOrder = "No order has the identifier \(order)."
    static let otherCurrency = "The amount on line 2 is in USD; the business uses GBP."
    static let badPrice = "The price is -1; it must be from 0 to 5 minor units."
    static let badTerms = "The payment term is 4000; it must be from 0 to 3650 days."
    static let badStock = "The resulting stock is 6; it must be from 0 to 5 units."
    static let takenReference = "The reference \"C-1\\n\" belongs to another customer, \(customer)."
    static let takenSKU = "The SKU \"TEA\" belongs to another product, \(product)."

    private static func existing(_ noun: String, _ id: some CustomStringConvertible) -> String {
        "The identifier \(id) belongs to an existing \(noun)."
    }

    /// Each case of each rejection, with its description.
    static let rejections: [(any DescribedError, String)] = [
        (CreateBusinessRejection.alreadyExists(business), existing("business", business)),
        (
            CreateBusinessRejection.unknownTimeZone("GMT+1\u{1B}"),
            "The time zone \"GMT+1\\u{1B}\" cannot be looked up by its identifier."
        ),
        (CreateBusinessRejection.outOfBounds(terms), badTerms),
        (ChangeDefaultPaymentTermsRejection.outOfBounds(terms), badTerms),
        (AddCustomerRejection.alreadyExists(customer), existing("customer", customer)),
        (AddCustomerRejection.referenceTaken("C-1\n", by: customer), takenReference),
        (AddCustomerRejection.currencyMismatch(mismatch), otherCurrency),
        (AddCustomerRejection.outOfBounds(terms), badTerms),
        (ChangeCustomerReferenceRejection.unknownCustomer(customer), unknownCustomer),
        (ChangeCustomerReferenceRejection.referenceTaken("C-1\n", by: customer), takenReference),
        (ChangeCreditLimitRejection.unknownCustomer(customer), unknownCustomer),
        (ChangeCreditLimitRejection.currencyMismatch(mismatch), otherCurrency),
        (ChangeCreditLimitRejection.outOfBounds(price), badPrice),
        (ChangePaymentTermsRejection.unknownCustomer(customer), unknownCustomer),
        (ChangePaymentTermsRejection.outOfBounds(terms), badTerms),
        (UnknownCustomerRejection.unknownCustomer(customer), unknownCustomer),
        (AddProductRejection.alreadyExists(product), existing("product", product)),
        (AddProductRejection.skuTaken("TEA", by: product), takenSKU),
        (AddProductRejection.currencyMismatch(mismatch), otherCurrency),
        (AddProductRejection.outOfBounds(price), badPrice),
        (ChangeSKURejection.unknownProduct(product), unknownProduct),
        (ChangeSKURejection.skuTaken("TEA", by: product), takenSKU),
        (ChangePriceRejection.unknownProduct(product), unknownProduct),
        (ChangePriceRejection.currencyMismatch(mismatch), otherCurrency),
        (ChangePriceRejection.outOfBounds(price), badPrice),
        (ReceiveGoodsRejection.unknownProduct(product), unknownProduct),
        (ReceiveGoodsRejection.outOfBounds(stock), badStock),
        (AdjustStockRejection.unknownProduct(product), unknownProduct),
        (AdjustStockRejection.zeroQuantity, "The quantity of an adjustment must not be zero."),
        (
            AdjustStockRejection.insufficientStock(requested: 5, available: 3),
            "The adjustment removes 5 units, but the stock is 3."
        ),
        (AdjustStockRejection.outOfBounds(stock), badStock),
        (UnknownProductRejection.unknownProduct(product), unknownProduct),
        (RefundRejection.unknownOrder(order), unknownOrder),
        (RefundRejection.unknownLineNumbers([3, 7]), "The order has no line 3. The order has no line 7."),
        (
            RefundRejection.exceedsRemaining([.init(lineNumber: 2, requested: 5, remaining: 3)]),
            "Line 2: 5 units requested, 3 left to refund."
        ),
        (RefundRejection.outOfBounds(stock), badStock),
        (CancelOrderRejection.unknownOrder(order), unknownOrder),
        (CancelOrderRejection.nothingRemaining, "The order has already been refunded in full."),
        (CancelOrderRejection.outOfBounds(stock), badStock),
        (RecordPaymentRejection.unknownCustomer(customer), unknownCustomer),
        (RecordPaymentRejection.currencyMismatch(mismatch), otherCurrency),
        (RecordPaymentRejection.outOfBounds(price), badPrice),
        (ReversePaymentRejection.unknownCustomer(customer), unknownCustomer),
        (
            ReversePaymentRejection.unknownPayment(.init(customerID: customer, entrySequence: 7)),
            "Ledger entry 7 of customer \(customer) is not a payment."
        ),
        (ReversePaymentRejection.alreadyReversed(by: 9), "Ledger entry 9 already reverses the payment."),
        (ReversePaymentRejection.outOfBounds(price), badPrice),
        (PayOutRejection.unknownCustomer(customer), unknownCustomer),
        (PayOutRejection.currencyMismatch(mismatch), otherCurrency),
        (
            PayOutRejection.insufficientCreditBalance(
                balance: .gbp(minorUnits: -5_00), requested: .gbp(minorUnits: 7_50)),
            "The payout of GBP 7.50 exceeds the customer's credit balance of GBP 5.00."
        ),
        (
            PayOutRejection.insufficientCreditBalance(
                balance: .gbp(minorUnits: 3_00), requested: .gbp(minorUnits: 1)),
            "The payout of GBP 0.01 exceeds the customer's credit balance of GBP 0.00."
        ),
        (PayOutRejection.outOfBounds(price), badPrice),
        (AdjustBalanceRejection.unknownCustomer(customer), unknownCustomer),
        (AdjustBalanceRejection.currencyMismatch(mismatch), otherCurrency),
        (AdjustBalanceRejection.zeroAmount, "The amount of an adjustment must not be zero."),
        (AdjustBalanceRejection.outOfBounds(price), badPrice),
    ]

    @Test("Each rejection has a description in complete sentences with its numbers")
    func rejections() {
        for (error, description) in Self.rejections {
            #expect(error.description == description)
        }
    }

    @Test("The localized description of an error equals its description, also behind an existential")
    func localized() {
        for (error, _) in Self.rejections {
            #expect((error as any Error).localizedDescription == error.description)
        }
        let failure = StoreError(.busy, outcome: .notCommitted, isRetriable: true, message: "full")
        let error: any Error = PurchaseError.store(failure)
        #expect(error.localizedDescription == failure.description)
    }

    @Test("A description of many shortages lists ten of them and the number of the others")
    func many() {
        var rejection = PurchaseRejection()
        rejection.shortages = (1...10_000).map {
            .init(productID: .numbered(UInt64($0)), lineNumbers: [$0], requested: 2, available: 1)
        }
        #expect(rejection.description.hasSuffix("1 missing. There are 9990 more reasons of this kind."))
        #expect(rejection.description.utf8.count < 2_000)
    }

    @Test("The description of a decoded rejection with extreme numbers does not trap")
    func extremes() throws {
        var rejection = PurchaseRejection()
        rejection.shortages = [
            .init(productID: Self.product, lineNumbers: [.max], requested: .max, available: .min)
        ]
        let decoded = try JSONDecoder().decode(
            PurchaseRejection.self, from: JSONEncoder().encode(rejection))
        #expect(decoded.shortages.map(\.missing) == [.max])
        #expect(decoded.description.contains("\(Int64.max) missing."))
        let adjustment = AdjustStockRejection.insufficientStock(requested: .max, available: .min)
        #expect(adjustment.description.contains("\(Int64.min)"))
    }

    @Test("A command error describes a reused key and an unknown business")
    func commandErrors() {
        let reused = PurchaseError.keyReused("checkout-7\u{1B}[2J")
        #expect(
            reused.description == """
                The idempotency key "checkout-7\\u{1B}[2J" was used for a different request. \
                Use a new key for a new request.
                """)
        #expect(
            PurchaseError.unknownBusiness(Self.business).description
                == "No business has the identifier \(Self.business).")
    }
}
