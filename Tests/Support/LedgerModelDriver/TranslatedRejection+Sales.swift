internal import JoskLedger
internal import LedgerModel

extension RecordPaymentRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .recordPaymentUnknown)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .recordPaymentCurrency)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ReversePaymentRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .reverseUnknownCustomer)
        case .unknownPayment(let id):
            TranslatedRejection(
                .unknownPayment(customer: identities.number(id.customerID), entry: id.entrySequence),
                .reverseUnknownPayment)
        case .alreadyReversed(let reversal):
            TranslatedRejection(.alreadyReversed(by: reversal), .reverseTwice)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension PayOutRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .payOutUnknown)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .payOutCurrency)
        case .insufficientCreditBalance(let balance, let requested):
            TranslatedRejection(
                .insufficientCreditBalance(balance: balance.plain, requested: requested.plain),
                .payOutInsufficient)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension AdjustBalanceRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .adjustBalanceUnknown)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .adjustBalanceCurrency)
        case .zeroAmount: TranslatedRejection(.zeroAmount, .adjustBalanceZero)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension RefundRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownOrder(let id):
            return TranslatedRejection(.unknownOrder(identities.number(id)), .refundUnknown)
        case .unknownLineNumbers(let numbers):
            return TranslatedRejection(.unknownLineNumbers(numbers), .refundUnknownLines)
        case .exceedsRemaining(let excesses):
            let plain = excesses.map {
                Plain.Excess(line: $0.lineNumber, requested: $0.requested, remaining: $0.remaining)
            }
            return TranslatedRejection(.exceedsRemaining(plain), .refundMoreThanLeft)
        case .outOfBounds(let violation): return try TranslatedRejection(violation, of: kind)
        }
    }
}

extension CancelOrderRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownOrder(let id): TranslatedRejection(.unknownOrder(identities.number(id)), .cancelUnknown)
        case .nothingRemaining: TranslatedRejection(.nothingRemaining, .cancelNothingLeft)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension PurchaseRejection: TranslatableRejection {
    /// The number of fields of a rejection.
    ///
    /// A switch enforces that all cases are handled, but not all fields. A mirror counts the fields instead.
    private static let knownFields = 10

    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        guard Mirror(reflecting: self).children.count == Self.knownFields else {
            throw UnknownBound(name: "another field of PurchaseRejection")
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
        if conflictingOrderID != nil { cases.append(.purchaseExists) }
        if referenceHolderID != nil { cases.append(.purchaseReference) }
        if !unknownProducts.isEmpty { cases.append(.purchaseProductUnknown) }
        if !inactiveProducts.isEmpty { cases.append(.purchaseProductInactive) }
        if !shortages.isEmpty { cases.append(.purchaseShortage) }
        if credit != nil { cases.append(.purchaseCredit) }
        if changedTotal != nil { cases.append(.purchaseChangedTotal) }
        return TranslatedRejection(
            .purchase(plain(identities)), cases: Set(cases).sorted { $0.rawValue < $1.rawValue })
    }
}
