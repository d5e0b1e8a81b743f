extension NaiveBusiness {
    mutating func answer(to command: Plain.Command, newID: Int, now: Int64) -> Plain.Answer {
        do throws(Plain.Rejection) {
            return .accepted(try decide(command, newID: newID, now: now))
        } catch {
            return .rejected(error)
        }
    }

    private mutating func decide(
        _ command: Plain.Command, newID: Int, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        switch command {
        case .createBusiness: throw .alreadyExists(id)
        case .addCustomer(let id, let name, let reference, let limit, let terms):
            try addCustomer(id ?? newID, name, reference, limit, terms, now)
        case .addProduct(let id, let sku, let name, let price, let stock):
            try addProduct(id ?? newID, sku, name, price, stock, now)
        case .receiveGoods(let product, let quantity, let reference):
            try receiveGoods(product, quantity, reference, now)
        case .adjustStock(let product, let quantity, let reason):
            try adjustStock(product, quantity, reason, now)
        case .purchase(let order, let customer, let lines, let reference, let expected):
            try purchase(order ?? newID, customer, lines, reference, expected, now)
        case .recordPayment(let customer, let amount, let reference, let effective):
            try recordPayment(customer, amount, reference, effective, now)
        case .refund(let order, let lines): try refund(order, lines, now)
        case .cancelOrder(let order, let restock): try cancel(order, restock, now)
        case .changePrice(let product, let price): try changePrice(product, price, now)
        case .changeCreditLimit(let customer, let limit): try changeLimit(customer, limit, now)
        case .changePaymentTerms(let customer, let terms): try changeTerms(customer, terms, now)
        case .changeBusinessTerms(let terms): try changeTerms(terms, now)
        case .renameCustomer(let customer, let name): try rename(customer: customer, name, now)
        case .renameProduct(let product, let name): try rename(product: product, name, now)
        case .changeReference(let customer, let reference): try changeReference(customer, reference, now)
        case .changeSKU(let product, let sku): try changeSKU(product, sku, now)
        case .setCustomerActivity(let customer, let isActive):
            try setActivity(customer: customer, isActive, now)
        case .setProductActivity(let product, let isActive): try setActivity(product: product, isActive, now)
        case .reversePayment(let customer, let entry, let reason): try reverse(customer, entry, reason, now)
        case .payOut(let customer, let amount, let reference, let effective):
            try payOut(customer, amount, reference, effective, now)
        case .adjustBalance(let customer, let amount, let adjustment, let reason, let effective):
            try adjustBalance(customer, amount, adjustment, reason, effective, now)
        }
    }
}
