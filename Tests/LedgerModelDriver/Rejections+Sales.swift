internal import JoskLedger
internal import LedgerModel

extension RecordPaymentRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .recordPaymentUnknown)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .recordPaymentCurrency)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ReversePaymentRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .reverseUnknownCustomer)
        case .unknownPayment(let id):
            Named(
                .unknownPayment(customer: identities.number(id.customerID), entry: id.entrySequence),
                .reverseUnknownPayment)
        case .alreadyReversed(let reversal): Named(.alreadyReversed(by: reversal), .reverseTwice)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension PayOutRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .payOutUnknown)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .payOutCurrency)
        case .insufficientCreditBalance(let balance, let asked):
            Named(
                .insufficientCreditBalance(balance: balance.plain, asked: asked.plain), .payOutInsufficient)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension AdjustBalanceRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .adjustBalanceUnknown)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .adjustBalanceCurrency)
        case .zeroAmount: Named(.zeroAmount, .adjustBalanceZero)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension RefundRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownOrder(let id): return Named(.unknownOrder(identities.number(id)), .refundUnknown)
        case .unknownLineNumbers(let numbers): return Named(.unknownLineNumbers(numbers), .refundUnknownLines)
        case .moreThanLeft(let excesses):
            let plain = excesses.map { Plain.Excess(line: $0.lineNumber, asked: $0.asked, left: $0.left) }
            return Named(.moreThanLeft(plain), .refundMoreThanLeft)
        case .outOfBounds(let violation): return try Named(violation, of: kind)
        }
    }
}

extension CancelOrderRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownOrder(let id): Named(.unknownOrder(identities.number(id)), .cancelUnknown)
        case .nothingLeft: Named(.nothingLeft, .cancelNothingLeft)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension PurchaseRejection: NamedRejection {
    /// Its fields are no cases that a switch could demand: the mirror counts them instead.
    private static let knownFields = 10

    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        guard Mirror(reflecting: self).children.count == Self.knownFields else {
            throw UnnamedBound(name: "another field of PurchaseRejection")
        }
        var cases: [RejectionCase] = []
        for violation in outOfBounds { cases.append(try violation.rejectionCase(of: kind)) }
        for mismatch in currencyMismatches {
            cases.append(mismatch.lineNumber == nil ? .purchaseTotalCurrency : .purchaseLineCurrency)
        }
        switch customerProblem {
        case .unknown: cases.append(.purchaseCustomerUnknown)
        case .inactive: cases.append(.purchaseCustomerInactive)
        case nil: break
        }
        if existingOrderID != nil { cases.append(.purchaseExists) }
        if referenceHolderID != nil { cases.append(.purchaseReference) }
        if !unknownProducts.isEmpty { cases.append(.purchaseProductUnknown) }
        if !inactiveProducts.isEmpty { cases.append(.purchaseProductInactive) }
        if !shortages.isEmpty { cases.append(.purchaseShortage) }
        if credit != nil { cases.append(.purchaseCredit) }
        if changedTotal != nil { cases.append(.purchaseChangedTotal) }
        return Named(.purchase(plain(identities)), cases: Set(cases).sorted { $0.rawValue < $1.rawValue })
    }
}
