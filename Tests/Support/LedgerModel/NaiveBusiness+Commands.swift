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
        case .addCustomer(let request): try addCustomer(request, id: request.id ?? newID, now: now)
        case .addProduct(let request): try addProduct(request, id: request.id ?? newID, now: now)
        case .receiveGoods(let product, let quantity, let reference):
            try receiveGoods(of: product, quantity: quantity, reference: reference, now: now)
        case .adjustStock(let product, let quantity, let reason):
            try adjustStock(of: product, by: quantity, reason: reason, now: now)
        case .purchase(let request): try purchase(request, order: request.order ?? newID, now: now)
        case .recordPayment(let payment): try recordPayment(payment, now: now)
        case .refund(let order, let lines): try refund(order: order, lines: lines, now: now)
        case .cancelOrder(let order, let restock): try cancel(order: order, restock: restock, now: now)
        case .changePrice(let product, let price): try changePrice(of: product, to: price, now: now)
        case .changeCreditLimit(let customer, let limit): try changeLimit(of: customer, to: limit, now: now)
        case .changePaymentTerms(let customer, let terms): try changeTerms(of: customer, to: terms, now: now)
        case .changeBusinessTerms(let terms): try changeBusinessTerms(to: terms, now: now)
        case .renameCustomer(let customer, let name): try rename(customer: customer, to: name, now: now)
        case .renameProduct(let product, let name): try rename(product: product, to: name, now: now)
        case .changeCustomerReference(let customer, let reference):
            try changeCustomerReference(of: customer, to: reference, now: now)
        case .changeSKU(let product, let sku): try changeSKU(of: product, to: sku, now: now)
        case .setCustomerActivity(let customer, let isActive):
            try setActivity(customer: customer, isActive: isActive, now: now)
        case .setProductActivity(let product, let isActive):
            try setActivity(product: product, isActive: isActive, now: now)
        case .reversePayment(let customer, let entry, let reason):
            try reversePayment(entry, of: customer, reason: reason, now: now)
        case .payOut(let payment): try payOut(payment, now: now)
        case .adjustBalance(let request): try adjustBalance(request, now: now)
        }
    }
}
