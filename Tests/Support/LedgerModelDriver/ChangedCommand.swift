internal import LedgerModel

extension Plain.Command {
    /// Returns the command with one of its values changed, which is another request, under any key.
    func changed(by dice: inout Dice) -> Plain.Command {
        let choice = dice.roll(6)
        // For commands that have only a subject and one value.
        let isFirst = choice < 3
        let shift = isFirst ? 1 : 0
        return switch self {
        case .createBusiness(let request): .createBusiness(request.changed(choice))
        case .addCustomer(let request): .addCustomer(request.changed(choice))
        case .addProduct(let request): .addProduct(request.changed(choice))
        case .purchase(let request): .purchase(request.changed(dice.roll(9)))
        case .recordPayment(let payment): .recordPayment(payment.changed(choice))
        case .payOut(let payment): .payOut(payment.changed(choice))
        case .adjustBalance(let request): .adjustBalance(request.changed(choice))
        case .refund(let order, let lines): Self.changedRefund(of: order, lines: lines, choice)
        case .receiveGoods(let product, let quantity, let reference):
            Self.changedReceipt(of: product, quantity: quantity, reference: reference, choice)
        case .adjustStock(let product, let quantity, let reason):
            Self.changedStock(of: product, by: quantity, reason: reason, choice)
        case .reversePayment(let customer, let entry, let reason):
            Self.changedReversal(of: entry, by: customer, reason: reason, choice)
        case .cancelOrder(let order, let restock):
            .cancelOrder(order: order + shift, restock: isFirst ? restock : !restock)
        case .changePrice(let product, let price):
            .changePrice(product: product + shift, price: isFirst ? price : price.changed)
        case .changeSKU(let product, let sku):
            .changeSKU(product: product + shift, to: isFirst ? sku : sku.changed)
        case .renameProduct(let product, let name):
            .renameProduct(product + shift, to: isFirst ? name : name.changed)
        case .setProductActivity(let product, let isActive):
            .setProductActivity(product + shift, isActive: isFirst ? isActive : !isActive)
        case .changeCreditLimit(let customer, let limit):
            .changeCreditLimit(customer: customer + shift, limit: isFirst ? limit : limit.changed)
        case .changePaymentTerms(let customer, let terms):
            .changePaymentTerms(customer: customer + shift, terms: isFirst ? terms : terms == nil ? 0 : nil)
        case .changeCustomerReference(let customer, let reference):
            .changeCustomerReference(customer: customer + shift, to: isFirst ? reference : reference.changed)
        case .renameCustomer(let customer, let name):
            .renameCustomer(customer + shift, to: isFirst ? name : name.changed)
        case .setCustomerActivity(let customer, let isActive):
            .setCustomerActivity(customer + shift, isActive: isFirst ? isActive : !isActive)
        case .changeBusinessTerms(let terms): .changeBusinessTerms(terms: terms + 1)
        }
    }

    private static func changedRefund(
        of order: Int, lines: [Plain.RefundLine], _ choice: Int
    ) -> Plain.Command {
        var (order, lines) = (order, lines)
        switch choice {
        case 0: order += 1
        case 1: lines[0].number += 1
        case 2: lines[0].quantity += 1
        case 3: lines.append(lines[0])
        default: lines[0].restock.toggle()
        }
        return .refund(order: order, lines: lines)
    }

    private static func changedReceipt(
        of product: Int, quantity: Int64, reference: Plain.Text?, _ choice: Int
    ) -> Plain.Command {
        switch choice {
        case 0, 1: .receiveGoods(product: product + 1, quantity: quantity, reference: reference)
        case 2, 3: .receiveGoods(product: product, quantity: quantity + 1, reference: reference)
        default: .receiveGoods(product: product, quantity: quantity, reference: reference.changed)
        }
    }

    private static func changedStock(
        of product: Int, by quantity: Int64, reason: Plain.Text, _ choice: Int
    ) -> Plain.Command {
        switch choice {
        case 0, 1: .adjustStock(product: product + 1, quantity: quantity, reason: reason)
        case 2, 3: .adjustStock(product: product, quantity: -quantity, reason: reason)
        default: .adjustStock(product: product, quantity: quantity, reason: reason.changed)
        }
    }

    private static func changedReversal(
        of entry: Int64, by customer: Int, reason: Plain.Text, _ choice: Int
    ) -> Plain.Command {
        switch choice {
        case 0, 1: .reversePayment(customer: customer + 1, entry: entry, reason: reason)
        case 2, 3: .reversePayment(customer: customer, entry: entry + 1, reason: reason)
        default: .reversePayment(customer: customer, entry: entry, reason: reason.changed)
        }
    }
}
