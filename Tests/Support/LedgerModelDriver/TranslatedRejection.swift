internal import JoskLedger
internal import LedgerModel

/// A rejection of the engine in the model's vocabulary, with the cases that it contains.
struct TranslatedRejection {
    let plain: Plain.Rejection
    let cases: [RejectionCase]

    init(_ plain: Plain.Rejection, _ cases: RejectionCase...) {
        self.plain = plain
        self.cases = cases
    }

    init(_ plain: Plain.Rejection, cases: [RejectionCase]) {
        self.plain = plain
        self.cases = cases
    }

    init(_ violation: LimitViolation, of kind: Plain.Kind) throws(UnknownBound) {
        self.init(.outOfBounds(violation.plain), try violation.rejectionCase(of: kind))
    }
}

/// The error for a bound that the test does not know for a command.
struct UnknownBound: Error {
    let name: String
}

extension LimitViolation {
    func rejectionCase(of kind: Plain.Kind) throws(UnknownBound) -> RejectionCase {
        let name = "\(kind.rawValue).outOfBounds.\(subject.rawValue)\(value == nil ? " beyond Int64" : "")"
        guard let found = RejectionCase(rawValue: name) else { throw UnknownBound(name: name) }
        return found
    }
}

/// A rejection of the engine that can be translated to the model's vocabulary.
protocol TranslatableRejection: Error, Hashable, Sendable {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
}

extension CreateBusinessRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .alreadyExists(let id):
            TranslatedRejection(.alreadyExists(identities.number(id)), .createBusinessExists)
        case .unknownTimeZone(let name): TranslatedRejection(.unknownTimeZone(name), .createBusinessZone)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension AddCustomerRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .alreadyExists(let id):
            TranslatedRejection(.alreadyExists(identities.number(id)), .addCustomerExists)
        case .referenceTaken(let reference, let holder):
            TranslatedRejection(
                .referenceTaken(reference.plain, by: identities.number(holder)), .addCustomerReference)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .addCustomerCurrency)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension AddProductRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .alreadyExists(let id):
            TranslatedRejection(.alreadyExists(identities.number(id)), .addProductExists)
        case .skuTaken(let sku, let holder):
            TranslatedRejection(.skuTaken(sku.plain, by: identities.number(holder)), .addProductSKU)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .addProductCurrency)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ReceiveGoodsRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownProduct(let id):
            TranslatedRejection(.unknownProduct(identities.number(id)), .receiveGoodsUnknown)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension AdjustStockRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownProduct(let id):
            TranslatedRejection(.unknownProduct(identities.number(id)), .adjustStockUnknown)
        case .zeroQuantity: TranslatedRejection(.zeroQuantity, .adjustStockZero)
        case .insufficientStock(let requested, let available):
            TranslatedRejection(
                .insufficientStock(requested: requested, available: available), .adjustStockShort)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ChangePriceRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownProduct(let id):
            TranslatedRejection(.unknownProduct(identities.number(id)), .changePriceUnknown)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .changePriceCurrency)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ChangeCreditLimitRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .changeLimitUnknown)
        case .currencyMismatch(let mismatch):
            TranslatedRejection(.currencyMismatch(mismatch.plain), .changeLimitCurrency)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ChangePaymentTermsRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .changeTermsUnknown)
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension ChangeDefaultPaymentTermsRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .outOfBounds(let violation): try TranslatedRejection(violation, of: kind)
        }
    }
}

extension UnknownCustomerRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(
                .unknownCustomer(identities.number(id)),
                kind == .renameCustomer ? .renameCustomerUnknown : .customerActivityUnknown)
        }
    }
}

extension UnknownProductRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownProduct(let id):
            TranslatedRejection(
                .unknownProduct(identities.number(id)),
                kind == .renameProduct ? .renameProductUnknown : .productActivityUnknown)
        }
    }
}

extension ChangeCustomerReferenceRejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownCustomer(let id):
            TranslatedRejection(.unknownCustomer(identities.number(id)), .changeReferenceUnknown)
        case .referenceTaken(let reference, let holder):
            TranslatedRejection(
                .referenceTaken(reference.plain, by: identities.number(holder)), .changeReferenceTaken)
        }
    }
}

extension ChangeSKURejection: TranslatableRejection {
    func translated(_ kind: Plain.Kind, _ identities: Identities) throws(UnknownBound) -> TranslatedRejection
    {
        switch self {
        case .unknownProduct(let id):
            TranslatedRejection(.unknownProduct(identities.number(id)), .changeSKUUnknown)
        case .skuTaken(let sku, let holder):
            TranslatedRejection(.skuTaken(sku.plain, by: identities.number(holder)), .changeSKUTaken)
        }
    }
}
