import Testing

@testable import JoskLedger

@Suite("Fingerprints of changes and corrections")
struct ChangeRequestTests {
    /// Checks that the same request returns the first receipt, that the key of one request is refused for each
    /// of the others, and that all requests differ.
    private func expectDistinct<C: Command>(_ base: C, _ others: [C], in shop: StorelessShop) throws {
        var shop = shop
        let receipt = try shop.accept(base, key: "key")
        let count = shop.history.count
        #expect(shop.run(base, key: "key") == .success(receipt))
        for other in others {
            #expect(shop.run(other, key: "key") == .failure(.keyReused("key")), "\(other)")
        }
        let metadata = try Metadata(["clerk": "7"])
        #expect(shop.run(base, key: "key", metadata: metadata) == .failure(.keyReused("key")))
        #expect(shop.history.count == count)
        let all = ([base] + others).map { Request($0, key: "key", metadata: .empty).fingerprint }
        #expect(Set(all).count == all.count)
    }

    @Test("Each field of a change of a product is part of the request")
    func products() throws {
        let sample = try Sample()
        let (tea, other) = (sample.tea, Product.ID.numbered(99))
        try expectDistinct(
            ChangePrice(productID: tea, price: .pence(500)),
            [
                ChangePrice(productID: other, price: .pence(500)),
                ChangePrice(productID: tea, price: .pence(501)),
                ChangePrice(productID: tea, price: .usd(minorUnits: 500)),
            ],
            in: sample.shop)
        try expectDistinct(
            ChangeSKU(productID: tea, sku: "S-1"),
            [ChangeSKU(productID: other, sku: "S-1"), ChangeSKU(productID: tea, sku: "S-2")],
            in: sample.shop)
        try expectDistinct(
            RenameProduct(productID: tea, name: "Tea 1"),
            [
                RenameProduct(productID: other, name: "Tea 1"), RenameProduct(productID: tea, name: "Tea 2"),
            ],
            in: sample.shop)
        try expectDistinct(
            SetProductActivity(productID: tea, isActive: false),
            [
                SetProductActivity(productID: other, isActive: false),
                SetProductActivity(productID: tea, isActive: true),
            ],
            in: sample.shop)
    }

    @Test("Each field of a change of a customer is part of the request")
    func customers() throws {
        let sample = try Sample()
        let (ada, other) = (sample.ada, Customer.ID.numbered(99))
        try expectDistinct(
            ChangeCreditLimit(customerID: ada, creditLimit: .pence(500)),
            [
                ChangeCreditLimit(customerID: other, creditLimit: .pence(500)),
                ChangeCreditLimit(customerID: ada, creditLimit: .pence(501)),
                ChangeCreditLimit(customerID: ada, creditLimit: .usd(minorUnits: 500)),
            ],
            in: sample.shop)
        try expectDistinct(
            ChangeCustomerReference(customerID: ada, reference: "R-1"),
            [
                ChangeCustomerReference(customerID: other, reference: "R-1"),
                ChangeCustomerReference(customerID: ada, reference: "R-2"),
                ChangeCustomerReference(customerID: ada, reference: nil),
            ],
            in: sample.shop)
        try expectDistinct(
            RenameCustomer(customerID: ada, name: "Eve"),
            [RenameCustomer(customerID: other, name: "Eve"), RenameCustomer(customerID: ada, name: "Ida")],
            in: sample.shop)
        try expectDistinct(
            SetCustomerActivity(customerID: ada, isActive: false),
            [
                SetCustomerActivity(customerID: other, isActive: false),
                SetCustomerActivity(customerID: ada, isActive: true),
            ],
            in: sample.shop)
    }

    @Test("Each field of a change of payment terms is part of the request")
    func terms() throws {
        let sample = try Sample()
        let ada = sample.ada
        try expectDistinct(
            ChangePaymentTerms(customerID: ada, paymentTerms: .days(7)),
            [
                ChangePaymentTerms(customerID: .numbered(99), paymentTerms: .days(7)),
                ChangePaymentTerms(customerID: ada, paymentTerms: .days(8)),
                ChangePaymentTerms(customerID: ada, paymentTerms: nil),
            ],
            in: sample.shop)
        try expectDistinct(
            ChangeDefaultPaymentTerms(paymentTerms: .days(60)),
            [ChangeDefaultPaymentTerms(paymentTerms: .days(61))],
            in: sample.shop)
    }

    @Test("Each field of a payment's reversal is part of the request")
    func reversal() throws {
        let sample = try Sample()
        var shop = sample.shop
        let number = try shop.accept(RecordPayment(by: sample.ada, .pence(1))).entry.sequence
        try expectDistinct(
            ReversePayment(of: sample.ada, number),
            [
                ReversePayment(of: .numbered(99), number), ReversePayment(of: sample.ada, number + 1),
                ReversePayment(of: sample.ada, number, reason: "no funds"),
            ],
            in: shop)
    }

    @Test("Each field of a payout is part of the request")
    func payout() throws {
        let sample = try Sample()
        var shop = sample.shop
        let (ada, day) = (sample.ada, CalendarDate(daysSince1970: 20_000))
        _ = try shop.accept(RecordPayment(by: ada, .pence(3_000)))
        try expectDistinct(
            PayOut(to: ada, .pence(300), reference: "BANK-2", effective: day),
            [
                PayOut(to: .numbered(99), .pence(300), reference: "BANK-2", effective: day),
                PayOut(to: ada, .pence(301), reference: "BANK-2", effective: day),
                PayOut(to: ada, .jpy(minorUnits: 300), reference: "BANK-2", effective: day),
                PayOut(to: ada, .pence(300), reference: "BANK-3", effective: day),
                PayOut(to: ada, .pence(300), reference: nil, effective: day),
                PayOut(
                    to: ada, .pence(300), reference: "BANK-2",
                    effective: CalendarDate(daysSince1970: 20_001)),
                PayOut(to: ada, .pence(300), reference: "BANK-2", effective: nil),
            ],
            in: shop)
    }

    @Test("Each field of a balance adjustment, with its kind and its due date, is part of the request")
    func adjustment() throws {
        let sample = try Sample()
        let (first, second) = (
            CalendarDate(clampingDaysSince1970: 20_000), CalendarDate(clampingDaysSince1970: 20_001)
        )
        func other(
            of customer: Customer.ID = sample.ada, by amount: Money = .pence(300),
            as adjustment: LedgerEntry.Adjustment = .openingBalance(due: first), reason: Reason = "moved in",
            effective: CalendarDate? = first
        ) -> AdjustBalance {
            AdjustBalance(of: customer, by: amount, as: adjustment, reason: reason, effective: effective)
        }
        try expectDistinct(
            other(),
            [
                other(of: .numbered(99)), other(by: .pence(-300)), other(by: .eur(minorUnits: 300)),
                other(as: .openingBalance(due: second)), other(as: .writeOff), other(as: .goodwill),
                other(as: .correction), other(reason: "moved out"), other(effective: second),
                other(effective: nil),
            ],
            in: sample.shop)
    }

    @Test("Each field of a cancellation is part of the request")
    func cancellation() throws {
        let sample = try Sample()
        try expectDistinct(
            CancelOrder(of: sample.order),
            [CancelOrder(of: .numbered(99)), CancelOrder(of: sample.order, restock: false)],
            in: sample.shop)
    }

    @Test("Changes of a customer and of a product with equal values are two requests")
    func sameWords() {
        let customer = Request(RenameCustomer(customerID: .numbered(1), name: "Same"))
        let product = Request(RenameProduct(productID: .numbered(1), name: "Same"))
        #expect(customer.fingerprint != product.fingerprint)
    }
}
