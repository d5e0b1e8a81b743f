internal import JoskLedger
internal import LedgerModel

/// A rejection of the engine: the same in the model's words, and which of all cases it is.
struct Named {
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

    init(_ violation: LimitViolation, of kind: Plain.Kind) throws(UnnamedBound) {
        self.init(.outOfBounds(violation.plain), try violation.rejectionCase(of: kind))
    }
}

/// A bound that a command was not known to have.
struct UnnamedBound: Error {
    let name: String
}

extension LimitViolation {
    func rejectionCase(of kind: Plain.Kind) throws(UnnamedBound) -> RejectionCase {
        let name = "\(kind.rawValue).outOfBounds.\(subject.rawValue)\(value == nil ? " beyond Int64" : "")"
        guard let found = RejectionCase(rawValue: name) else { throw UnnamedBound(name: name) }
        return found
    }
}

/// What all rejections of the engine can be turned into.
protocol NamedRejection: Error, Hashable, Sendable {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named
}

extension CreateBusinessRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .alreadyExists(let id): Named(.alreadyExists(identities.number(id)), .createBusinessExists)
        case .unknownTimeZone(let name): Named(.unknownTimeZone(name), .createBusinessZone)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension AddCustomerRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .alreadyExists(let id): Named(.alreadyExists(identities.number(id)), .addCustomerExists)
        case .referenceTaken(let reference, let holder):
            Named(.referenceTaken(reference.plain, by: identities.number(holder)), .addCustomerReference)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .addCustomerCurrency)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension AddProductRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .alreadyExists(let id): Named(.alreadyExists(identities.number(id)), .addProductExists)
        case .skuTaken(let sku, let holder):
            Named(.skuTaken(sku.plain, by: identities.number(holder)), .addProductSKU)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .addProductCurrency)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ReceiveGoodsRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownProduct(let id): Named(.unknownProduct(identities.number(id)), .receiveGoodsUnknown)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension AdjustStockRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownProduct(let id): Named(.unknownProduct(identities.number(id)), .adjustStockUnknown)
        case .zeroQuantity: Named(.zeroQuantity, .adjustStockZero)
        case .insufficientStock(let asked, let available):
            Named(.insufficientStock(asked: asked, available: available), .adjustStockShort)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ChangePriceRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownProduct(let id): Named(.unknownProduct(identities.number(id)), .changePriceUnknown)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .changePriceCurrency)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ChangeCreditLimitRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .changeLimitUnknown)
        case .currencyMismatch(let mismatch): Named(.currencyMismatch(mismatch.plain), .changeLimitCurrency)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ChangePaymentTermsRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .changeTermsUnknown)
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension ChangeBusinessTermsRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .outOfBounds(let violation): try Named(violation, of: kind)
        }
    }
}

extension UnknownCustomerRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id):
            Named(
                .unknownCustomer(identities.number(id)),
                kind == .renameCustomer ? .renameCustomerUnknown : .customerActivityUnknown)
        }
    }
}

extension UnknownProductRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownProduct(let id):
            Named(
                .unknownProduct(identities.number(id)),
                kind == .renameProduct ? .renameProductUnknown : .productActivityUnknown)
        }
    }
}

extension ChangeCustomerReferenceRejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownCustomer(let id): Named(.unknownCustomer(identities.number(id)), .changeReferenceUnknown)
        case .referenceTaken(let reference, let holder):
            Named(.referenceTaken(reference.plain, by: identities.number(holder)), .changeReferenceTaken)
        }
    }
}

extension ChangeSKURejection: NamedRejection {
    func named(_ kind: Plain.Kind, _ identities: Identities) throws(UnnamedBound) -> Named {
        switch self {
        case .unknownProduct(let id): Named(.unknownProduct(identities.number(id)), .changeSKUUnknown)
        case .skuTaken(let sku, let holder):
            Named(.skuTaken(sku.plain, by: identities.number(holder)), .changeSKUTaken)
        }
    }
}
