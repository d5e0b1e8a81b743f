import Testing

@testable import JoskLedger

@Suite("Limits")
struct LimitsTests {
    @Test("the bounds are those that the documentation states")
    func bounds() {
        #expect(Limits.amount == -Int64.quadrillion...Int64.quadrillion)
        #expect(Limits.positiveAmount == 1...Int64.quadrillion)
        #expect(Limits.nonNegativeAmount == 0...Int64.quadrillion)
        #expect(Limits.quantity == 1...Int64.trillion)
        #expect(Limits.stock == 0...Int64.quadrillion)
        #expect(Limits.lines == 1...10_000)
        #expect(Limits.paymentTermDays == 0...3_650)
        #expect(Limits.keyBytes == 1...255)
        #expect(Limits.nameBytes == 1...1_000)
        #expect(Limits.reasonBytes == 1...1_000)
        #expect(Limits.metadataPairs == 0...50)
        #expect(Limits.metadataValueBytes == 0...1_000)
        #expect(Limits.pageSize == 1...1_000)
    }

    @Test("a number within its bounds is no violation, and one beyond them is")
    func check() {
        #expect(LimitViolation.check(.lines, 1, within: 1...5) == nil)
        #expect(LimitViolation.check(.lines, 5, within: 1...5) == nil)
        #expect(LimitViolation.check(.lines, 0, within: 1...5) == LimitViolation(.lines, 0, allowed: 1...5))
        #expect(
            LimitViolation.check(.quantity, 6, within: 1...5, lineNumber: 2)
                == LimitViolation(.quantity, 6, allowed: 1...5, lineNumber: 2))
    }

    @Test("a violation says what, where, how much and what is allowed")
    func description() {
        #expect(
            LimitViolation(.payment, 0, allowed: 1...5).description == "payment: 0 is not within 1...5")
        #expect(
            LimitViolation(.quantity, -1, allowed: 1...5, lineNumber: 3).description
                == "quantity on line 3: -1 is not within 1...5")
        #expect(
            LimitViolation(.total, nil, allowed: 0...5).description
                == "total: beyond Int64 is not within 0...5")
    }

    @Test("a page has as many elements as were asked for, within the bounds")
    func pageSize() {
        #expect(PageRequest<LedgerEntry>.ascending().limit == 100)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 1_000).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 1_001).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: .max).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 0).limit == 1)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: .min).limit == 1)
    }
}
