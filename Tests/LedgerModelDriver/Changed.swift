internal import LedgerModel

extension Plain.Command {
    /// The command with another value in one of its places.
    func changed(by dice: inout Dice) -> Plain.Command {
        let field = dice.roll(6)
        switch self {
        case .createBusiness(let name, let currency, let zone, let terms):
            return switch field {
            case 0, 1: .createBusiness(name: name.changed, currency: currency, zone: zone, terms: terms)
            case 2: .createBusiness(name: name, currency: "CHF", zone: zone, terms: terms)
            case 3:
                .createBusiness(
                    name: name, currency: currency, zone: Plain.Zone(secondsFromGMT: 7_200), terms: terms)
            default: .createBusiness(name: name, currency: currency, zone: zone, terms: terms + 1)
            }
        case .addCustomer(let id, let name, let reference, let limit, let terms):
            return switch field {
            case 0:
                .addCustomer(id: (id ?? 0) + 1, name: name, reference: reference, limit: limit, terms: terms)
            case 1:
                .addCustomer(id: id, name: name.changed, reference: reference, limit: limit, terms: terms)
            case 2:
                .addCustomer(id: id, name: name, reference: reference.changed, limit: limit, terms: terms)
            case 3:
                .addCustomer(id: id, name: name, reference: reference, limit: limit, terms: (terms ?? 29) + 1)
            default:
                .addCustomer(id: id, name: name, reference: reference, limit: limit.changed, terms: terms)
            }
        case .addProduct(let id, let sku, let name, let price, let stock):
            return switch field {
            case 0: .addProduct(id: (id ?? 0) + 1, sku: sku, name: name, price: price, stock: stock)
            case 1: .addProduct(id: id, sku: sku.changed, name: name, price: price, stock: stock)
            case 2: .addProduct(id: id, sku: sku, name: name.changed, price: price, stock: stock)
            case 3: .addProduct(id: id, sku: sku, name: name, price: price.changed, stock: stock)
            default: .addProduct(id: id, sku: sku, name: name, price: price, stock: stock + 1)
            }
        case .receiveGoods(let product, let quantity, let reference):
            return switch field {
            case 0, 1: .receiveGoods(product: product + 1, quantity: quantity, reference: reference)
            case 2, 3: .receiveGoods(product: product, quantity: quantity + 1, reference: reference)
            default: .receiveGoods(product: product, quantity: quantity, reference: reference.changed)
            }
        case .adjustStock(let product, let quantity, let reason):
            return switch field {
            case 0, 1: .adjustStock(product: product + 1, quantity: quantity, reason: reason)
            case 2, 3: .adjustStock(product: product, quantity: -quantity, reason: reason)
            default: .adjustStock(product: product, quantity: quantity, reason: reason.changed)
            }
        case .purchase: return changedPurchase(field, &dice)
        case .refund(let order, let lines):
            var lines = lines
            switch field {
            case 0: return .refund(order: order + 1, lines: lines)
            case 1: lines[0].number += 1
            case 2: lines[0].quantity += 1
            case 3: lines.append(lines[0])
            default: lines[0].restock.toggle()
            }
            return .refund(order: order, lines: lines)
        case .cancelOrder(let order, let restock):
            return field < 3
                ? .cancelOrder(order: order + 1, restock: restock)
                : .cancelOrder(order: order, restock: !restock)
        default: return changedOther(field)
        }
    }

    private func changedPurchase(_ field: Int, _ dice: inout Dice) -> Plain.Command {
        guard case .purchase(let order, let customer, var lines, let reference, let expected) = self else {
            return self
        }
        switch dice.roll(9) {
        case 0:
            return .purchase(
                order: (order ?? 0) + 1, customer: customer, lines: lines, reference: reference,
                expected: expected)
        case 1:
            return .purchase(
                order: order, customer: customer + 1, lines: lines, reference: reference, expected: expected)
        case 2:
            return .purchase(
                order: order, customer: customer, lines: lines, reference: reference.changed,
                expected: expected)
        case 3:
            let other = expected.map(\.changed) ?? Plain.Amount(1, "GBP")
            return .purchase(
                order: order, customer: customer, lines: lines, reference: reference, expected: other)
        case 4: lines[0].product += 1
        case 5: lines[0].quantity += 1
        case 6: lines[0].price = lines[0].price.map(\.changed) ?? Plain.Amount(1, "GBP")
        case 7: lines.append(lines[0])
        default: lines.reverse()
        }
        return .purchase(
            order: order, customer: customer, lines: lines, reference: reference, expected: expected)
    }

    private func changedOther(_ field: Int) -> Plain.Command {
        let isFirst = field < 3
        return switch self {
        case .changePrice(let product, let price):
            isFirst
                ? .changePrice(product: product + 1, price: price)
                : .changePrice(product: product, price: price.changed)
        case .changeCreditLimit(let customer, let limit):
            isFirst
                ? .changeCreditLimit(customer: customer + 1, limit: limit)
                : .changeCreditLimit(customer: customer, limit: limit.changed)
        case .changePaymentTerms(let customer, let terms):
            isFirst
                ? .changePaymentTerms(customer: customer + 1, terms: terms)
                : .changePaymentTerms(customer: customer, terms: terms == nil ? 0 : nil)
        case .changeBusinessTerms(let terms): .changeBusinessTerms(terms: terms + 1)
        case .renameCustomer(let customer, let name):
            isFirst
                ? .renameCustomer(customer + 1, to: name) : .renameCustomer(customer, to: name.changed)
        case .renameProduct(let product, let name):
            isFirst ? .renameProduct(product + 1, to: name) : .renameProduct(product, to: name.changed)
        case .changeReference(let customer, let reference):
            isFirst
                ? .changeReference(customer: customer + 1, to: reference)
                : .changeReference(customer: customer, to: reference.changed)
        case .changeSKU(let product, let sku):
            isFirst
                ? .changeSKU(product: product + 1, to: sku) : .changeSKU(product: product, to: sku.changed)
        case .setCustomerActivity(let customer, let isActive):
            isFirst
                ? .setCustomerActivity(customer + 1, isActive: isActive)
                : .setCustomerActivity(customer, isActive: !isActive)
        case .setProductActivity(let product, let isActive):
            isFirst
                ? .setProductActivity(product + 1, isActive: isActive)
                : .setProductActivity(product, isActive: !isActive)
        default: changedPayment(field)
        }
    }

    private func changedPayment(_ field: Int) -> Plain.Command {
        switch self {
        case .recordPayment(let customer, let amount, let reference, let effective):
            switch field {
            case 0:
                .recordPayment(
                    customer: customer + 1, amount: amount, reference: reference, effective: effective)
            case 1:
                .recordPayment(
                    customer: customer, amount: amount.changed, reference: reference, effective: effective)
            case 2, 3:
                .recordPayment(
                    customer: customer, amount: amount, reference: reference.changed, effective: effective)
            default:
                .recordPayment(
                    customer: customer, amount: amount, reference: reference, effective: (effective ?? 0) + 1)
            }
        case .payOut(let customer, let amount, let reference, let effective):
            switch field {
            case 0:
                .payOut(customer: customer + 1, amount: amount, reference: reference, effective: effective)
            case 1:
                .payOut(
                    customer: customer, amount: amount.changed, reference: reference, effective: effective)
            case 2, 3:
                .payOut(
                    customer: customer, amount: amount, reference: reference.changed, effective: effective)
            default:
                .payOut(
                    customer: customer, amount: amount, reference: reference, effective: (effective ?? 0) + 1)
            }
        case .reversePayment(let customer, let entry, let reason):
            switch field {
            case 0, 1: .reversePayment(customer: customer + 1, entry: entry, reason: reason)
            case 2, 3: .reversePayment(customer: customer, entry: entry + 1, reason: reason)
            default: .reversePayment(customer: customer, entry: entry, reason: reason.changed)
            }
        case .adjustBalance(let customer, let amount, let adjustment, let reason, let effective):
            changedAdjustment(field, customer, amount, adjustment, reason, effective)
        default: self
        }
    }

    private func changedAdjustment(
        _ field: Int, _ customer: Int, _ amount: Plain.Amount, _ adjustment: Plain.Adjustment,
        _ reason: Plain.Text, _ effective: Int64?
    ) -> Plain.Command {
        var (customer, amount, adjustment, reason, effective) =
            (customer, amount, adjustment, reason, effective)
        switch field {
        case 0: customer += 1
        case 1: amount = amount.changed
        case 2: adjustment = .openingBalance(due: 3)
        case 3: adjustment = adjustment == .goodwill ? .writeOff : .goodwill
        case 4: reason = reason.changed
        default: effective = (effective ?? 0) + 1
        }
        return .adjustBalance(
            customer: customer, amount: amount, adjustment: adjustment, reason: reason, effective: effective)
    }
}

extension Plain.Text {
    fileprivate var changed: Plain.Text { Plain.Text("\(string)!") }
}

extension Plain.Text? {
    fileprivate var changed: Plain.Text? { self == nil ? Plain.Text("another") : nil }
}

extension Plain.Amount {
    fileprivate var changed: Plain.Amount { Plain.Amount(units == .max ? 0 : units + 1, currency) }
}
