import Foundation
import Testing

@testable import JoskLedger

@Suite("Due dates")
struct DueDateTests {
    /// Returns the due date of a purchase at the given time, and the effective date of a payment at that time.
    private func dates(
        at moment: String, in zone: String, terms: Int, customersOwn: Int? = nil
    ) throws -> (due: String, effective: String) {
        var shop = StorelessShop()
        shop.now = try .iso(moment)
        _ = try shop.accept(CreateBusiness(in: try .named(zone), paymentTerms: .days(terms)))
        let ada = try shop.addCustomer(limit: 1_000, paymentTerms: customersOwn.map(PaymentTerms.days))
        let tea = try shop.addProduct(price: 1, stock: 10)
        let receipt = try shop.accept(Purchase(by: ada, [.init(tea, quantity: 1)]))
        let due = try #require(receipt.charge).dueDate
        let content = try #require(shop.orders[receipt.orderID]).order.contentHash(in: shop.id)
        #expect(
            shop.accounts[ada]?.lastEntry.kind == .charge(receipt.orderID, contentHash: content, due: due))
        let payment = try shop.accept(RecordPayment(by: ada, .pence(1)))
        return ("\(due)", "\(payment.effectiveDate)")
    }

    @Test(
        "The due and effective dates are days in the business's time zone, including summer time",
        arguments: [
            ("2026-03-31T23:30:00Z", "GMT", "2026-03-31"),
            // Auckland: thirteen hours ahead until the first Sunday of April, then twelve.
            ("2026-03-31T23:30:00Z", "Pacific/Auckland", "2026-04-01"),
            ("2026-03-31T10:59:59Z", "Pacific/Auckland", "2026-03-31"),
            ("2026-03-31T11:00:00Z", "Pacific/Auckland", "2026-04-01"),
            ("2026-06-30T11:59:59Z", "Pacific/Auckland", "2026-06-30"),
            ("2026-06-30T12:00:00Z", "Pacific/Auckland", "2026-07-01"),
            ("2026-01-01T00:30:00Z", "Pacific/Honolulu", "2025-12-31"),
            ("2026-01-01T10:00:00Z", "Pacific/Honolulu", "2026-01-01"),
            // New York: five hours behind until 8 March 2026, four until 1 November, then five again.
            ("2026-03-08T04:30:00Z", "America/New_York", "2026-03-07"),
            ("2026-03-09T04:30:00Z", "America/New_York", "2026-03-09"),
            ("2026-11-01T04:30:00Z", "America/New_York", "2026-11-01"),
            ("2026-11-02T04:30:00Z", "America/New_York", "2026-11-01"),
            // An offset with a quarter of an hour.
            ("2026-05-10T18:14:59Z", "Asia/Kathmandu", "2026-05-10"),
            ("2026-05-10T18:15:00Z", "Asia/Kathmandu", "2026-05-11"),
            // Before 1970.
            ("1969-12-31T23:59:59Z", "GMT", "1969-12-31"),
            ("1966-12-31T23:30:00Z", "Asia/Tokyo", "1967-01-01"),
        ])
    func timeZones(moment: String, zone: String, day: String) throws {
        let dates = try dates(at: moment, in: zone, terms: 0)
        #expect(dates.due == day)
        #expect(dates.effective == day)
    }

    @Test(
        "A charge is due the number of days of the payment terms after its own day",
        arguments: [
            ("2026-01-31T12:00:00Z", 0, "2026-01-31"), ("2026-01-31T12:00:00Z", 30, "2026-03-02"),
            ("2028-01-31T12:00:00Z", 30, "2028-03-01"), ("2026-12-31T12:00:00Z", 1, "2027-01-01"),
            ("2026-01-01T12:00:00Z", 3_650, "2035-12-30"),
        ])
    func terms(moment: String, days: Int, due: String) throws {
        #expect(try dates(at: moment, in: "GMT", terms: days).due == due)
    }

    @Test("The beginning and the end of summer time do not move a due date")
    func acrossSummerTime() throws {
        #expect(try dates(at: "2026-03-01T04:30:00Z", in: "America/New_York", terms: 10).due == "2026-03-10")
        #expect(try dates(at: "2026-10-30T03:30:00Z", in: "America/New_York", terms: 3).due == "2026-11-01")
    }

    @Test("A customer's own payment terms override the default terms: longer, shorter or of no days")
    func customersOwnTerms() throws {
        let noon = "2026-01-01T12:00:00Z"
        #expect(try dates(at: noon, in: "GMT", terms: 30, customersOwn: 60).due == "2026-03-02")
        #expect(try dates(at: noon, in: "GMT", terms: 30, customersOwn: 14).due == "2026-01-15")
        #expect(try dates(at: noon, in: "GMT", terms: 30, customersOwn: 0).due == "2026-01-01")
        #expect(try dates(at: noon, in: "GMT", terms: 0, customersOwn: nil).due == "2026-01-01")
    }

    @Test("The due and effective dates follow a clock that goes back, although the ledger's time does not")
    func clockWentBack() throws {
        var shop = StorelessShop()
        shop.now = try .iso("2026-01-02T00:00:01Z")
        _ = try shop.accept(CreateBusiness(paymentTerms: .days(0)))
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        shop.now = try .iso("2026-01-01T23:59:59Z")
        let receipt = try shop.accept(Purchase(by: ada, [.init(tea, quantity: 1)]))
        #expect(receipt.placedAt == (try .iso("2026-01-02T00:00:01Z")))
        #expect(receipt.charge?.dueDate == (try .iso("2026-01-01")))
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).effectiveDate == (try .iso("2026-01-01")))
    }

    @Test("A due date is at most the last day of the calendar")
    func lastDay() throws {
        #expect(try dates(at: "9999-12-20T12:00:00Z", in: "GMT", terms: 30).due == "9999-12-31")
    }
}
