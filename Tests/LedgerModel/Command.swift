extension Plain {
    /// A command as its caller gives it. Two are the same request when they are equal.
    package enum Command: Sendable, Hashable {
        case createBusiness(name: Text, currency: String, zone: Zone, terms: Int)
        case addCustomer(id: Int?, name: Text, reference: Text?, limit: Amount, terms: Int?)
        case addProduct(id: Int?, sku: Text, name: Text, price: Amount, stock: Int64)
        case receiveGoods(product: Int, quantity: Int64, reference: Text?)
        case adjustStock(product: Int, quantity: Int64, reason: Text)
        case purchase(order: Int?, customer: Int, lines: [Line], reference: Text?, expected: Amount?)
        case recordPayment(customer: Int, amount: Amount, reference: Text?, effective: Int64?)
        case refund(order: Int, lines: [RefundLine])
        case cancelOrder(order: Int, restock: Bool)
        case changePrice(product: Int, price: Amount)
        case changeCreditLimit(customer: Int, limit: Amount)
        case changePaymentTerms(customer: Int, terms: Int?)
        case changeBusinessTerms(terms: Int)
        case renameCustomer(Int, to: Text)
        case renameProduct(Int, to: Text)
        case changeReference(customer: Int, to: Text?)
        case changeSKU(product: Int, to: Text)
        case setCustomerActivity(Int, isActive: Bool)
        case setProductActivity(Int, isActive: Bool)
        case reversePayment(customer: Int, entry: Int64, reason: Text)
        case payOut(customer: Int, amount: Amount, reference: Text?, effective: Int64?)
        case adjustBalance(
            customer: Int, amount: Amount, adjustment: Adjustment, reason: Text, effective: Int64?)
    }

    /// A line of a purchase.
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

    /// A line of a refund.
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

    /// Why a balance is corrected.
    package enum Adjustment: Sendable, Hashable {
        case openingBalance(due: Int64)
        case writeOff
        case goodwill
        case correction
    }

    /// The kinds of commands, by the names that the journal gives them.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case createBusiness = "create-business"
        case addCustomer = "add-customer"
        case addProduct = "add-product"
        case receiveGoods = "receive-goods"
        case adjustStock = "adjust-stock"
        case purchase = "purchase"
        case recordPayment = "record-payment"
        case refund = "refund"
        case cancelOrder = "cancel-order"
        case changePrice = "change-price"
        case changeCreditLimit = "change-credit-limit"
        case changePaymentTerms = "change-payment-terms"
        case changeBusinessTerms = "change-business-terms"
        case renameCustomer = "rename-customer"
        case renameProduct = "rename-product"
        case changeReference = "change-customer-reference"
        case changeSKU = "change-sku"
        case setCustomerActivity = "set-customer-activity"
        case setProductActivity = "set-product-activity"
        case reversePayment = "reverse-payment"
        case payOut = "pay-out"
        case adjustBalance = "adjust-balance"
    }
}

extension Plain.Command {
    /// What kind of command it is.
    package var kind: Plain.Kind {
        switch self {
        case .createBusiness: .createBusiness
        case .addCustomer: .addCustomer
        case .addProduct: .addProduct
        case .receiveGoods: .receiveGoods
        case .adjustStock: .adjustStock
        case .purchase: .purchase
        case .recordPayment: .recordPayment
        case .refund: .refund
        case .cancelOrder: .cancelOrder
        case .changePrice: .changePrice
        case .changeCreditLimit: .changeCreditLimit
        case .changePaymentTerms: .changePaymentTerms
        case .changeBusinessTerms: .changeBusinessTerms
        case .renameCustomer: .renameCustomer
        case .renameProduct: .renameProduct
        case .changeReference: .changeReference
        case .changeSKU: .changeSKU
        case .setCustomerActivity: .setCustomerActivity
        case .setProductActivity: .setProductActivity
        case .reversePayment: .reversePayment
        case .payOut: .payOut
        case .adjustBalance: .adjustBalance
        }
    }
}
