import Foundation
import Testing

@testable import JoskLedger

@Suite("The JSON form of rejections and receipts of changes and corrections")
struct ChangeCodingTests {
    private func expect<Value: Codable & Equatable>(
        _ value: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let json = try JSONEncoder().encode(value)
        let read = try JSONDecoder().decode(Value.self, from: json)
        #expect(read == value, sourceLocation: sourceLocation)
    }

    @Test("Each rejection of a change or a correction survives a JSON round trip")
    func rejections() throws {
        let violation = LimitViolation(.price, .max, allowed: 0...5)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        try expect([UnknownCustomerRejection.unknownCustomer(.numbered(1))])
        try expect([UnknownProductRejection.unknownProduct(.numbered(1))])
        try expect([
            ChangePriceRejection.unknownProduct(.numbered(1)), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expect([
            ChangeCreditLimitRejection.unknownCustomer(.numbered(1)), .currencyMismatch(mismatch),
            .outOfBounds(violation),
        ])
        try expect([ChangePaymentTermsRejection.unknownCustomer(.numbered(1)), .outOfBounds(violation)])
        try expect([ChangeDefaultPaymentTermsRejection.outOfBounds(violation)])
        try expect([
            ChangeCustomerReferenceRejection.unknownCustomer(.numbered(1)),
            .referenceTaken("R", by: .numbered(2)),
        ])
        try expect([ChangeSKURejection.unknownProduct(.numbered(1)), .skuTaken("S", by: .numbered(2))])
        try expect([
            ReversePaymentRejection.unknownCustomer(.numbered(1)),
            .unknownPayment(Payment.ID(customerID: .numbered(1), entrySequence: .max)),
            .alreadyReversed(by: 3), .outOfBounds(violation),
        ])
        try expect([
            PayOutRejection.unknownCustomer(.numbered(1)), .currencyMismatch(mismatch),
            .insufficientCreditBalance(balance: .pence(-1), requested: .pence(2)), .outOfBounds(violation),
        ])
        try expect([
            AdjustBalanceRejection.unknownCustomer(.numbered(1)), .currencyMismatch(mismatch), .zeroAmount,
            .outOfBounds(violation),
        ])
        try expect([
            CancelOrderRejection.unknownOrder(.numbered(1)), .nothingRemaining, .outOfBounds(violation),
        ])
    }

    @Test("Each kind of balance adjustment survives a round trip as JSON and as canonical bytes")
    func adjustments() throws {
        let due = CalendarDate(clampingDaysSince1970: -1)
        let all: [LedgerEntry.Adjustment] = [
            .openingBalance(due: due), .writeOff, .goodwill, .correction,
        ]
        try expect(all)
        for adjustment in all {
            let bytes = adjustment.canonicalBytes
            #expect(try LedgerEntry.Adjustment(canonicalBytes: bytes) == adjustment)
            for count in 0..<bytes.count {
                #expect(throws: CanonicalDecodingError.self) {
                    try LedgerEntry.Adjustment(canonicalBytes: Array(bytes.prefix(count)))
                }
            }
        }
        #expect(throws: CanonicalDecodingError.malformed("adjustment")) {
            try LedgerEntry.Adjustment(canonicalBytes: "refund".canonicalBytes)
        }
    }

    @Test("The identifier of a payment survives a round trip as canonical bytes")
    func paymentID() throws {
        for sequence in [0, -1, 1, Int64.max, .min] {
            let id = Payment.ID(customerID: .numbered(7), entrySequence: sequence)
            #expect(try Payment.ID(canonicalBytes: id.canonicalBytes) == id)
        }
    }

    @Test("Each receipt of a change or a correction survives a JSON round trip")
    func receipts() throws {
        try expect(
            ChangePriceReceipt(
                productID: .numbered(1), price: .pence(2), previousPrice: .pence(3),
                changedAt: Golden.time))
        try expect(
            ChangeCreditLimitReceipt(
                entry: Golden.entry(2), creditLimit: .pence(3), previousLimit: .pence(4),
                balance: .pence(-5), changedAt: Golden.time))
        try expect(ChangeDefaultPaymentTermsReceipt(paymentTerms: .days(2), changedAt: Golden.time))
        try expect(CustomerChangeReceipt(customerID: .numbered(1), changedAt: Golden.time))
        try expect(ProductChangeReceipt(productID: .numbered(1), changedAt: Golden.time))
        try expect(
            LedgerEntryReceipt(
                entry: Golden.entry(2), amount: .pence(3), balance: .pence(-4),
                recordedAt: Golden.time))
    }
}
