import Testing

@testable import JoskLedger

@Suite("Limits")
struct LimitsTests {
    @Test("The bounds are the documented ones")
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

    @Test("A number within its bounds gives no violation, and one beyond them gives one")
    func check() {
        #expect(LimitViolation.check(.lines, 1, within: 1...5) == nil)
        #expect(LimitViolation.check(.lines, 5, within: 1...5) == nil)
        #expect(LimitViolation.check(.lines, 0, within: 1...5) == LimitViolation(.lines, 0, allowed: 1...5))
        #expect(
            LimitViolation.check(.quantity, 6, within: 1...5, lineNumber: 2)
                == LimitViolation(.quantity, 6, allowed: 1...5, lineNumber: 2))
    }

    @Test("The description of a violation contains the subject, the line, the number and the bounds")
    func description() {
        #expect(
            LimitViolation(.payment, 0, allowed: 1...5).description
                == "The paid amount is 0; it must be from 1 to 5 minor units.")
        #expect(
            LimitViolation(.quantity, -1, allowed: 1...5, lineNumber: 3).description
                == "The quantity on line 3 is -1; it must be from 1 to 5 units.")
        #expect(
            LimitViolation(.total, nil, allowed: 0...5).description
                == "The total does not fit in 64 bits; it must be from 0 to 5 minor units.")
    }

    @Test("The size of a page is the requested one, within the bounds")
    func pageSize() {
        #expect(PageRequest<LedgerEntry>.ascending().limit == 100)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 1_000).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 1_001).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: .max).limit == 1_000)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: 0).limit == 1)
        #expect(PageRequest<LedgerEntry>(.ascending, limit: .min).limit == 1)
    }
}
