extension Plain {
    /// A command with the values that its caller gives.
    ///
    /// Two equal commands are the same request.
    package enum Command: Sendable, Hashable {
        case createBusiness(CreateBusiness)
        case addCustomer(AddCustomer)
        case addProduct(AddProduct)
        case receiveGoods(product: Int, quantity: Int64, reference: Text?)
        case adjustStock(product: Int, quantity: Int64, reason: Text)
        case purchase(Purchase)
        case recordPayment(Payment)
        case refund(order: Int, lines: [RefundLine])
        case cancelOrder(order: Int, restock: Bool)
        case changePrice(product: Int, price: Amount)
        case changeCreditLimit(customer: Int, limit: Amount)
        case changePaymentTerms(customer: Int, terms: Int?)
        case changeBusinessTerms(terms: Int)
        case renameCustomer(Int, to: Text)
        case renameProduct(Int, to: Text)
        case changeCustomerReference(customer: Int, to: Text?)
        case changeSKU(product: Int, to: Text)
        case setCustomerActivity(Int, isActive: Bool)
        case setProductActivity(Int, isActive: Bool)
        case reversePayment(customer: Int, entry: Int64, reason: Text)
        case payOut(Payment)
        case adjustBalance(BalanceAdjustment)
    }

    /// The kinds of commands, with their names in the journal as raw values.
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
        case changeCustomerReference = "change-customer-reference"
        case changeSKU = "change-sku"
        case setCustomerActivity = "set-customer-activity"
        case setProductActivity = "set-product-activity"
        case reversePayment = "reverse-payment"
        case payOut = "pay-out"
        case adjustBalance = "adjust-balance"
    }
}

extension Plain.Command {
    /// The kind of the command.
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
        case .changeCustomerReference: .changeCustomerReference
        case .changeSKU: .changeSKU
        case .setCustomerActivity: .setCustomerActivity
        case .setProductActivity: .setProductActivity
        case .reversePayment: .reversePayment
        case .payOut: .payOut
        case .adjustBalance: .adjustBalance
        }
    }
}
