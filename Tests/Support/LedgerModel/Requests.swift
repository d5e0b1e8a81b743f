// The values that callers give to those commands that take more than a few.

extension Plain {
    /// A business to create.
    package struct CreateBusiness: Sendable, Hashable {
        package var name: Text
        package var currency: String
        package var zone: Zone
        package var terms: Int

        package init(name: Text, currency: String, zone: Zone, terms: Int) {
            self.name = name
            self.currency = currency
            self.zone = zone
            self.terms = terms
        }
    }

    /// A customer to add; without an identifier, the engine makes one.
    package struct AddCustomer: Sendable, Hashable {
        package var id: Int?
        package var name: Text
        package var reference: Text?
        package var limit: Amount
        package var terms: Int?

        package init(id: Int?, name: Text, reference: Text?, limit: Amount, terms: Int?) {
            self.id = id
            self.name = name
            self.reference = reference
            self.limit = limit
            self.terms = terms
        }
    }

    /// A product to add; without an identifier, the engine makes one.
    package struct AddProduct: Sendable, Hashable {
        package var id: Int?
        package var sku: Text
        package var name: Text
        package var price: Amount
        package var stock: Int64

        package init(id: Int?, sku: Text, name: Text, price: Amount, stock: Int64) {
            self.id = id
            self.sku = sku
            self.name = name
            self.price = price
            self.stock = stock
        }
    }

    /// A purchase; without an identifier for its order, the engine makes one.
    package struct Purchase: Sendable, Hashable {
        package var order: Int?
        package var customer: Int
        package var lines: [Line]
        package var reference: Text?
        package var expectedTotal: Amount?

        package init(
            order: Int? = nil, customer: Int, lines: [Line], reference: Text? = nil,
            expectedTotal: Amount? = nil
        ) {
            self.order = order
            self.customer = customer
            self.lines = lines
            self.reference = reference
            self.expectedTotal = expectedTotal
        }
    }

    /// A line of a purchase; without a price, the product's own price applies.
    package struct Line: Sendable, Hashable, CustomStringConvertible {
        package var product: Int
        package var quantity: Int64
        package var price: Amount?

        package init(product: Int, quantity: Int64, price: Amount? = nil) {
            self.product = product
            self.quantity = quantity
            self.price = price
        }

        package var description: String {
            "\(quantity) of \(product) at \(price.map(\.description) ?? "its price")"
        }
    }

    /// A line of a refund, identified by the number of the order's line.
    package struct RefundLine: Sendable, Hashable, CustomStringConvertible {
        package var number: Int
        package var quantity: Int64
        package var restock: Bool

        package init(number: Int, quantity: Int64, restock: Bool) {
            self.number = number
            self.quantity = quantity
            self.restock = restock
        }

        package var description: String { "\(quantity) of line \(number)\(restock ? " to stock" : "")" }
    }

    /// A payment by a customer or a payout to one; without a day, it is effective today.
    package struct Payment: Sendable, Hashable {
        package var customer: Int
        package var amount: Amount
        package var reference: Text?
        package var effective: Int64?

        package init(customer: Int, amount: Amount, reference: Text?, effective: Int64?) {
            self.customer = customer
            self.amount = amount
            self.reference = reference
            self.effective = effective
        }
    }

    /// An adjustment of a customer's balance; without a day, it is effective today.
    package struct BalanceAdjustment: Sendable, Hashable {
        package var customer: Int
        package var amount: Amount
        package var adjustment: Adjustment
        package var reason: Text
        package var effective: Int64?

        package init(customer: Int, amount: Amount, adjustment: Adjustment, reason: Text, effective: Int64?) {
            self.customer = customer
            self.amount = amount
            self.adjustment = adjustment
            self.reason = reason
            self.effective = effective
        }
    }

    /// The kind of a balance adjustment.
    package enum Adjustment: Sendable, Hashable {
        case openingBalance(due: Int64)
        case writeOff
        case goodwill
        case correction
    }
}
