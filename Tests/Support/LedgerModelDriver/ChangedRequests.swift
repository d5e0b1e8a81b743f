internal import LedgerModel

// Each function returns the request with one value changed; the choice selects the value.

extension Plain.CreateBusiness {
    func changed(_ choice: Int) -> Self {
        var request = self
        switch choice {
        case 0, 1: request.name = name.changed
        case 2: request.currency = "CHF"
        case 3: request.zone = Plain.Zone(secondsFromGMT: 7_200)
        default: request.terms += 1
        }
        return request
    }
}

extension Plain.AddCustomer {
    func changed(_ choice: Int) -> Self {
        var request = self
        switch choice {
        case 0: request.id = (id ?? 0) + 1
        case 1: request.name = name.changed
        case 2: request.reference = reference.changed
        case 3: request.terms = (terms ?? 29) + 1
        default: request.limit = limit.changed
        }
        return request
    }
}

extension Plain.AddProduct {
    func changed(_ choice: Int) -> Self {
        var request = self
        switch choice {
        case 0: request.id = (id ?? 0) + 1
        case 1: request.sku = sku.changed
        case 2: request.name = name.changed
        case 3: request.price = price.changed
        default: request.stock += 1
        }
        return request
    }
}

extension Plain.Purchase {
    func changed(_ choice: Int) -> Self {
        var request = self
        switch choice {
        case 0: request.order = (order ?? 0) + 1
        case 1: request.customer += 1
        case 2: request.reference = reference.changed
        case 3: request.expectedTotal = expectedTotal.map(\.changed) ?? Plain.Amount(1, "GBP")
        case 4: request.lines[0].product += 1
        case 5: request.lines[0].quantity += 1
        case 6: request.lines[0].price = lines[0].price.map(\.changed) ?? Plain.Amount(1, "GBP")
        case 7: request.lines.append(lines[0])
        default: request.lines.reverse()
        }
        return request
    }
}

extension Plain.Payment {
    func changed(_ choice: Int) -> Self {
        var payment = self
        switch choice {
        case 0: payment.customer += 1
        case 1: payment.amount = amount.changed
        case 2, 3: payment.reference = reference.changed
        default: payment.effective = (effective ?? 0) + 1
        }
        return payment
    }
}

extension Plain.BalanceAdjustment {
    func changed(_ choice: Int) -> Self {
        var request = self
        switch choice {
        case 0: request.customer += 1
        case 1: request.amount = amount.changed
        case 2: request.adjustment = .openingBalance(due: 3)
        case 3: request.adjustment = adjustment == .goodwill ? .writeOff : .goodwill
        case 4: request.reason = reason.changed
        default: request.effective = (effective ?? 0) + 1
        }
        return request
    }
}

// MARK: - Changed values

extension Plain.Text {
    var changed: Plain.Text { Plain.Text("\(string)!") }
}

extension Plain.Text? {
    var changed: Plain.Text? { self == nil ? Plain.Text("another") : nil }
}

extension Plain.Amount {
    var changed: Plain.Amount { Plain.Amount(units == .max ? 0 : units + 1, currency) }
}
