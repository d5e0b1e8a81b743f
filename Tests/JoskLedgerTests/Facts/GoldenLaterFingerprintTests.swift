import Testing

@testable import JoskLedger

@Suite("Fingerprints of changes and corrections, version 1")
struct GoldenLaterFingerprintTests {
    // As in GoldenFingerprintTests, the comment above the expectation describes the request.
    private func fingerprint<C: Command>(_ command: C) -> String {
        Request(command, key: "any", metadata: .empty).fingerprint.description
    }

    @Test("The fingerprint of a change-price request is unchanged")
    func changePrice() {
        // product + money(price)
        #expect(
            fingerprint(ChangePrice(productID: Golden.product, price: .pence(475)))
                == "d2f56fc7e8ee45e4aec6ba5d032e746939fa14b314b9780f3c5d0c8522236535")
    }

    @Test("The fingerprint of a change-credit-limit request is unchanged")
    func changeCreditLimit() {
        // customer + money(limit)
        #expect(
            fingerprint(ChangeCreditLimit(customerID: Golden.customer, creditLimit: .pence(75_000)))
                == "4959acf614c098e20af8623f9f6133aa8f32b4cdcdcdc938720fe256310077db")
    }

    @Test("The fingerprint of a change-payment-terms request is unchanged")
    func changePaymentTerms() {
        // customer + optional(i64(terms))
        #expect(
            fingerprint(ChangePaymentTerms(customerID: Golden.customer, paymentTerms: .days(14)))
                == "dbc8089dd4e31f91463365bf00b1f51e5c46673ec9da5c84a98bf91ff5193d03")
        #expect(
            fingerprint(ChangePaymentTerms(customerID: Golden.customer, paymentTerms: nil))
                == "0acfafcb7068cd51ad11dadb141e1eeabd81fea82aec00a9591e1c16678f4583")
    }

    @Test("The fingerprint of a change-business-terms request is unchanged")
    func changeBusinessTerms() {
        // i64(terms)
        #expect(
            fingerprint(ChangeDefaultPaymentTerms(paymentTerms: .days(60)))
                == "ae34f8448424b0055d662a2593748b450d5df9f969e4f849adc765ad3f6eea6c")
    }

    @Test("The fingerprints of rename-customer and rename-product requests are unchanged")
    func rename() {
        // customer + text(name)
        #expect(
            fingerprint(RenameCustomer(customerID: Golden.customer, name: "Ad\u{E9}"))
                == "d3e00bdf2f514c8ae10b05320ea88151f507778a063aafd518ec9649bf6148a9")
        // product + text(name)
        #expect(
            fingerprint(RenameProduct(productID: Golden.product, name: "Green tea"))
                == "b217733e533d5205fbdf87a3b37819eb42765815c833a24ff37bcbef6e675c88")
    }

    @Test("The fingerprint of a change-customer-reference request is unchanged")
    func changeCustomerReference() {
        // customer + optional(text(reference))
        #expect(
            fingerprint(ChangeCustomerReference(customerID: Golden.customer, reference: "A-8"))
                == "82796329e8f84cdf21654550f5179f3f2c0ee00e4fa8d5d975e12088f79fc007")
        #expect(
            fingerprint(ChangeCustomerReference(customerID: Golden.customer, reference: nil))
                == "e61431cc72a39d66736ee6405c0cd42fc7c8222be7033a95907389ca08b82ed6")
    }

    @Test("The fingerprint of a change-sku request is unchanged")
    func changeSKU() {
        // product + text(SKU)
        #expect(
            fingerprint(ChangeSKU(productID: Golden.product, sku: "TEA-2"))
                == "4c1e1ae9be3e914482dc354a10da71bfc934dd1940f208ea18f78673660823e5")
    }

    @Test("The fingerprints of set-customer-activity and set-product-activity requests are unchanged")
    func setActivity() {
        // customer + (b"\1" if active else b"\0")
        #expect(
            fingerprint(SetCustomerActivity(customerID: Golden.customer, isActive: false))
                == "d0c76e2019e32384c554ce5cff8db6680dce9ea936e6ba62be6e10487dcdbefb")
        #expect(
            fingerprint(SetCustomerActivity(customerID: Golden.customer, isActive: true))
                == "2be9c6d87d4afb03a244802ced771154f662d00eb2508c1ac49710749ee183ce")
        // product + (b"\1" if active else b"\0")
        #expect(
            fingerprint(SetProductActivity(productID: Golden.product, isActive: false))
                == "706fd6947cbc6d1dffd145af3814e50d4a02a4f1f2081cf97dda4377476bcc18")
        #expect(
            fingerprint(SetProductActivity(productID: Golden.product, isActive: true))
                == "5c7613052c14aa8058539b09116daf4259e6ff13d6622eecbbc889dc9ded57f1")
    }

    @Test("The fingerprint of a reverse-payment request is unchanged")
    func reversePayment() {
        // customer + i64(number of the payment) + text(reason)
        #expect(
            fingerprint(ReversePayment(of: Golden.customer, 3, reason: "bounced"))
                == "d1f4b152d5c2fd19b1a635085b245a1f53a83420d2871c70c54c4728b0671228")
    }

    @Test("The fingerprint of a pay-out request is unchanged")
    func payOut() {
        // customer + money(amount) + optional(text(reference)) + optional(i64(effective date))
        #expect(
            fingerprint(
                PayOut(to: Golden.customer, .pence(250), reference: "BANK-2", effective: Golden.day))
                == "84f6f1cb48a18643a767ac1d3ac006126a95bd7a203bc418d3479034dd194fa9")
        #expect(
            fingerprint(PayOut(to: Golden.customer, .pence(250)))
                == "56506bb1e756ac63a05035f6c8181d9f6ff97972bc01eea71f9e28386e151385")
    }

    @Test("The fingerprint of an adjust-balance request is unchanged")
    func adjustBalance() {
        // customer + money(amount) + adjustment + text(reason) + optional(i64(effective date)), where
        // adjustment is text("opening-balance") + i64(due), text("write-off"), text("goodwill") or
        // text("correction")
        let opening = AdjustBalance(
            of: Golden.customer, by: .pence(2_000), as: .openingBalance(due: Golden.day.adding(days: 30)),
            reason: "moved in", effective: Golden.day)
        #expect(
            fingerprint(opening) == "1f88ec2bb986986087aaf111af6bab0e379e2cc76f5b184ad4895d4096e042c6")
        func gaveUp(_ amount: Int64, as adjustment: LedgerEntry.Adjustment) -> AdjustBalance {
            AdjustBalance(of: Golden.customer, by: .pence(amount), as: adjustment, reason: "gave up")
        }
        #expect(
            fingerprint(gaveUp(-10, as: .writeOff))
                == "c5984c7a8b05cbd7d48519b10b5de29a666b4fc3d06164d4e5c811b19f1a140e")
        #expect(
            fingerprint(gaveUp(-20, as: .goodwill))
                == "b7d6fba1f342d7f28abe22476bf0f9af0439398729adceddbf364dad578ed385")
        #expect(
            fingerprint(gaveUp(30, as: .correction))
                == "4869fdd6d4511bb1e5eedfc354c85910fd75d2b3bdec9c60d8c8cc34b2fb7ff2")
    }

    @Test("The fingerprint of a cancel-order request is unchanged")
    func cancelOrder() {
        // order + (b"\1" if the goods go back to stock else b"\0")
        #expect(
            fingerprint(CancelOrder(of: Golden.order))
                == "2741ccaf9757fe64787bea03bbebb41ab285d358d94d57ba062bb51be4a62cd0")
        #expect(
            fingerprint(CancelOrder(of: Golden.order, restock: false))
                == "57588e671e76c02a1720ac14d994444f0e4fa022efd88d806b076eb3c5f4b721")
    }
}
