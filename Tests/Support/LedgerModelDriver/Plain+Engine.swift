internal import JoskLedger
internal import LedgerModel

// The engine's values in the model's vocabulary.

extension Money {
    var plain: Plain.Amount { Plain.Amount(minorUnits, currency.code) }
}

extension BoundedText {
    var plain: Plain.Text { Plain.Text(string) }
}

extension Metadata {
    var plain: Plain.Notes {
        Dictionary(uniqueKeysWithValues: pairs.map { ($0.key.plain, $0.value.plain) })
    }
}

extension LimitViolation {
    var plain: Plain.OutOfBounds { Plain.OutOfBounds(subject.rawValue, value, allowed, line: lineNumber) }
}

extension CurrencyMismatch {
    var plain: Plain.Mismatch {
        Plain.Mismatch(expected: expected.code, given: given.code, line: lineNumber)
    }
}

extension CreditFigures {
    var plain: Plain.Credit {
        Plain.Credit(
            limit: limit.plain, balance: balance.plain, available: available.plain, required: required.plain,
            isSufficient: isSufficient)
    }
}

extension OrderLine {
    func plain(_ identities: Identities) -> Plain.SoldLine {
        Plain.SoldLine(
            product: identities.number(productID), quantity: quantity, price: unitPrice.plain,
            amount: amount.plain)
    }
}

extension Quote {
    func plain(_ identities: Identities) -> Plain.Quote {
        Plain.Quote(
            lines: lines.map { $0.plain(identities) }, total: total?.plain, credit: credit?.plain,
            refusal: rejection?.plain(identities))
    }
}

extension PurchaseRejection {
    func plain(_ identities: Identities) -> Plain.Refusal {
        var plain = Plain.Refusal()
        plain.outOfBounds = outOfBounds.map(\.plain)
        plain.mismatches = currencyMismatches.map(\.plain)
        plain.existingOrder = conflictingOrderID.map { identities.number($0) }
        plain.referenceHolder = referenceHolderID.map { identities.number($0) }
        switch customerProblem {
        case .unknown(let id): plain.customer = .unknown(identities.number(id))
        case .inactive(let id): plain.customer = .inactive(identities.number(id))
        case nil: break
        }
        plain.unknownProducts = unknownProducts.map { identities.number($0) }
        plain.inactiveProducts = inactiveProducts.map { identities.number($0) }
        plain.shortages = shortages.map {
            Plain.Shortage(
                product: identities.number($0.productID), lines: $0.lineNumbers, requested: $0.requested,
                available: $0.available, missing: $0.missing)
        }
        plain.credit = credit?.plain
        plain.changedTotal = changedTotal.map {
            Plain.ChangedTotal(expected: $0.expected.plain, actual: $0.actual.plain)
        }
        return plain
    }
}
