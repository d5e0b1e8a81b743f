import JoskLedger

extension Figures {
    private static let other = Figures(reason: "other")

    init(_ rejection: PurchaseRejection) {
        if case .unknown = rejection.customerProblem {
            self.init(reason: "unknownCustomer")
        } else if !rejection.unknownProducts.isEmpty {
            self.init(reason: "unknownProduct", products: rejection.unknownProducts)
        } else if rejection.shortages.isEmpty && rejection.credit == nil {
            self = .other
        } else {
            self.init(
                reason: "insufficient",
                shortages: rejection.shortages.map {
                    Part(product: $0.productID, requested: $0.requested, available: $0.available)
                },
                credit: rejection.credit.map {
                    Credit(
                        limit: $0.limit.minorUnits, balance: $0.balance.minorUnits,
                        required: $0.required.minorUnits)
                })
        }
    }

    init(_ rejection: RefundRejection) {
        switch rejection {
        case .unknownOrder: self.init(reason: "unknownOrder")
        case .exceedsRemaining(let lines):
            self.init(
                reason: "exceedsRemaining",
                lines: lines.map {
                    Part(line: $0.lineNumber, requested: $0.requested, remaining: $0.remaining)
                })
        default: self = .other
        }
    }

    init(_ rejection: CancelOrderRejection) {
        switch rejection {
        case .unknownOrder: self.init(reason: "unknownOrder")
        case .nothingRemaining: self.init(reason: "nothingRemaining")
        default: self = .other
        }
    }

    init(_ rejection: RecordPaymentRejection) {
        if case .unknownCustomer = rejection { self.init(reason: "unknownCustomer") } else { self = .other }
    }

    init(_ rejection: ReversePaymentRejection) {
        switch rejection {
        case .alreadyReversed(let entry): self.init(reason: "alreadyReversed", by: .entry(entry))
        case .unknownPayment: self.init(reason: "unknownPayment")
        default: self = .other
        }
    }

    init(_ rejection: ChangeCreditLimitRejection) {
        if case .unknownCustomer = rejection { self.init(reason: "unknownCustomer") } else { self = .other }
    }

    init(_ rejection: ChangeDefaultPaymentTermsRejection) { self = .other }

    init(_ rejection: AddCustomerRejection) {
        switch rejection {
        case .alreadyExists: self.init(reason: "alreadyExists")
        case .referenceTaken(_, let holder): self.init(reason: "referenceTaken", by: .row(holder.description))
        default: self = .other
        }
    }

    init(_ rejection: AddProductRejection) {
        switch rejection {
        case .alreadyExists: self.init(reason: "alreadyExists")
        case .skuTaken(_, let holder): self.init(reason: "skuTaken", by: .row(holder.description))
        default: self = .other
        }
    }

    init(_ rejection: ChangeSKURejection) {
        switch rejection {
        case .unknownProduct: self.init(reason: "unknownProduct")
        case .skuTaken(_, let holder): self.init(reason: "skuTaken", by: .row(holder.description))
        }
    }

    init(_ rejection: ReceiveGoodsRejection) {
        if case .unknownProduct = rejection { self.init(reason: "unknownProduct") } else { self = .other }
    }

    init(_ rejection: AdjustStockRejection) {
        switch rejection {
        case .insufficientStock(let requested, let available):
            self.init(available: available, reason: "insufficientStock", requested: requested)
        default: self = .other
        }
    }

    init(_ rejection: ChangePriceRejection) {
        if case .unknownProduct = rejection { self.init(reason: "unknownProduct") } else { self = .other }
    }
}
