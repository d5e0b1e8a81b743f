import Testing

@testable import JoskLedger

@Suite("The reasons by which rejections are counted")
struct RejectionReasonTests {
    /// The words that a rejection says.
    private func words(_ rejection: some CommandRejection) -> [String] {
        rejection.reasons.map(\.rawValue).sorted()
    }

    /// A name such as "outOfBounds" in snake case.
    private func snakeCase(_ name: some StringProtocol) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
    }

    /// Holds rejections to what they are counted as: by the names of their cases, and all that there are.
    private func expectOwnNames<Rejection: CommandRejection>(
        _ rejections: [Rejection], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for rejection in rejections {
            let name = snakeCase("\(rejection)".prefix { $0 != "(" })
            #expect(words(rejection) == [name], sourceLocation: sourceLocation)
        }
        let all = Set(Rejection.Reason.allCases.map(\.rawValue))
        #expect(Set(rejections.flatMap(words)) == all, sourceLocation: sourceLocation)
    }

    @Test("a purchase says everything that stood in its way, each once, however many lines say the same")
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

    @Test("every other rejection says one thing, by its own name")
    func others() {
        let violation = LimitViolation(.stock, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        let (customer, product) = (Customer.ID.numbered(1), Product.ID.numbered(2))
        expectOwnNames([
            CreateBusinessRejection.alreadyExists(.numbered(1)), .unknownTimeZone("?"),
            .outOfBounds(violation),
        ])
        expectOwnNames([
            AddCustomerRejection.alreadyExists(customer), .referenceTaken("R", by: customer),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        expectOwnNames([
            AddProductRejection.alreadyExists(product), .skuTaken("S", by: product),
            .currencyMismatch(mismatch), .outOfBounds(violation),
        ])
        expectOwnNames([ReceiveGoodsRejection.unknownProduct(product), .outOfBounds(violation)])
        expectOwnNames([
            AdjustStockRejection.unknownProduct(product), .zeroQuantity,
            .insufficientStock(requested: 2, available: 1), .outOfBounds(violation),
        ])
        expectOwnNames([
            ChangePriceRejection.unknownProduct(product), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        expectOwnNames([ChangeSKURejection.unknownProduct(product), .skuTaken("S", by: product)])
        expectOwnNames([UnknownProductRejection.unknownProduct(product)])
        expectOwnNames([UnknownCustomerRejection.unknownCustomer(customer)])
    }

    @Test("so do those of money, of orders and of terms")
    func furtherOthers() {
        let violation = LimitViolation(.stock, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        let (customer, order) = (Customer.ID.numbered(1), Order.ID.numbered(2))
        expectOwnNames([
            RecordPaymentRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        expectOwnNames([
            ReversePaymentRejection.unknownCustomer(customer),
            .unknownPayment(Payment.ID(customerID: customer, entrySequence: 2)), .alreadyReversed(by: 3),
            .outOfBounds(violation),
        ])
        expectOwnNames([
            PayOutRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .insufficientCreditBalance(balance: .pence(1), requested: .pence(2)), .outOfBounds(violation),
        ])
        expectOwnNames([
            AdjustBalanceRejection.unknownCustomer(customer), .currencyMismatch(mismatch), .zeroAmount,
            .outOfBounds(violation),
        ])
        expectOwnNames([
            RefundRejection.unknownOrder(order), .unknownLineNumbers([1, 2]),
            .exceedsRemaining([.init(lineNumber: 1, requested: 2, remaining: 1)]), .outOfBounds(violation),
        ])
        expectOwnNames([CancelOrderRejection.unknownOrder(order), .nothingRemaining, .outOfBounds(violation)])
        expectOwnNames([
            ChangeCreditLimitRejection.unknownCustomer(customer), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        expectOwnNames([ChangePaymentTermsRejection.unknownCustomer(customer), .outOfBounds(violation)])
        expectOwnNames([
            ChangeCustomerReferenceRejection.unknownCustomer(customer), .referenceTaken("R", by: customer),
        ])
        expectOwnNames([ChangeDefaultPaymentTermsRejection.outOfBounds(violation)])
    }
}
