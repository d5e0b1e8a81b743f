import Foundation

@testable import JoskLedger

// Initializers of commands with defaults for the values that a test does not depend on.

extension CreateBusiness {
    init(
        named name: Name = "Corner Shop", _ currency: Currency = .gbp, in timeZone: TimeZone = .gmt,
        paymentTerms: PaymentTerms = .days(30)
    ) {
        self.init(name: name, currency: currency, timeZone: timeZone, paymentTerms: paymentTerms)
    }
}

extension AddCustomer {
    init(
        limit: Money, id: Customer.ID? = nil, name: Name = "Ada", reference: CustomerReference? = nil,
        paymentTerms: PaymentTerms? = nil
    ) {
        self.init(
            id: NewIdentifier(id), name: name, reference: reference, creditLimit: limit,
            paymentTerms: paymentTerms)
    }
}

extension AddProduct {
    init(price: Money, stock: Int64 = 0, sku: SKU = "TEA-1", name: Name = "Tea", id: Product.ID? = nil) {
        self.init(id: NewIdentifier(id), sku: sku, name: name, price: price, stock: stock)
    }
}

extension ReceiveGoods {
    init(of product: Product.ID, _ quantity: Int64, reference: DeliveryReference? = nil) {
        self.init(productID: product, quantity: quantity, reference: reference)
    }
}

extension AdjustStock {
    init(of product: Product.ID, by quantity: Int64, reason: Reason = "counted") {
        self.init(productID: product, quantity: quantity, reason: reason)
    }
}

extension Purchase {
    init(
        by customer: Customer.ID, _ lines: [PurchaseLine], orderID: Order.ID? = nil,
        reference: OrderReference? = nil, expecting total: Money? = nil
    ) {
        self.init(
            orderID: NewIdentifier(orderID), customerID: customer, lines: lines, reference: reference,
            expectedTotal: total)
    }
}

extension RecordPayment {
    init(
        by customer: Customer.ID, _ amount: Money, reference: PaymentReference? = nil,
        effective: CalendarDate? = nil
    ) {
        self.init(customerID: customer, amount: amount, reference: reference, effectiveDate: effective)
    }
}

extension RefundOrder {
    init(of order: Order.ID, _ lines: [RefundRequestLine]) {
        self.init(orderID: order, lines: lines)
    }
}

extension ReversePayment {
    init(of customer: Customer.ID, _ sequence: Int64, reason: Reason = "bounced") {
        self.init(
            paymentID: Payment.ID(customerID: customer, entrySequence: sequence), reason: reason)
    }
}

extension PayOut {
    init(
        to customer: Customer.ID, _ amount: Money, reference: PaymentReference? = nil,
        effective: CalendarDate? = nil
    ) {
        self.init(customerID: customer, amount: amount, reference: reference, effectiveDate: effective)
    }
}

extension AdjustBalance {
    init(
        of customer: Customer.ID, by amount: Money, as adjustment: LedgerEntry.Adjustment = .correction,
        reason: Reason = "mistyped", effective: CalendarDate? = nil
    ) {
        self.init(
            customerID: customer, amount: amount, adjustment: adjustment, reason: reason,
            effectiveDate: effective)
    }
}

extension CancelOrder {
    init(of order: Order.ID, restock: Bool = true) { self.init(orderID: order, restock: restock) }
}
