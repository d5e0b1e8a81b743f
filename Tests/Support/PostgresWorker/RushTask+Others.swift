// Payments, deliveries and credit limits.

import JoskLedger

extension RushTask {
    mutating func pay(in business: Int) async {
        let (place, tenant) = (random(run.businesses[business].customers.count), tenant(business))
        let customer = run.businesses[business].customers[place]
        let amount = Money(minorUnits: Int64(1 + random(400)), .gbp)
        let receipt = await attempt("payment", reason: Self.anything) {
            () async throws(RecordPaymentError) in
            try await tenant.recordPayment(of: amount, by: customer)
        }
        guard let receipt else { return }
        let entry = Deed.Entry(customer: place, amount: -receipt.amount.minorUnits)
        tally.add(Deed(entry: entry), to: business)
    }

    /// Receives goods, more often of the scarce product than of any other.
    mutating func receive(in business: Int) async {
        let shop = run.businesses[business]
        let (place, tenant) = (random(2) == 0 ? 0 : random(shop.products.count), tenant(business))
        let quantity = Int64(1 + random(4))
        let receipt = await attempt("receipt of goods", reason: Self.anything) {
            () async throws(ReceiveGoodsError) in
            try await tenant.receiveGoods(of: shop.products[place], quantity: quantity)
        }
        guard let receipt else { return }
        tally.add(Deed(moved: [place: receipt.quantity]), to: business)
    }

    /// Raises or lowers the limit of the customer near it, at times below the balance.
    mutating func changeLimit(in business: Int) async {
        let (customer, tenant) = (run.businesses[business].customers[0], tenant(business))
        let limit = Money(minorUnits: Int64(1_000 + random(1_000)), .gbp)
        let receipt = await attempt("limit", reason: Self.anything) {
            () async throws(ChangeCreditLimitError) in
            try await tenant.changeCreditLimit(of: customer, to: limit)
        }
        if receipt != nil { tally.add(Deed(entry: Deed.Entry(customer: 0, amount: 0)), to: business) }
    }

    private static func anything<Rejection>(_ rejection: Rejection) -> String { "\(rejection)" }
}
