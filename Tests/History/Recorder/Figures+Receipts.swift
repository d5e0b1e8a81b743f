import JoskLedger

extension Figures {
    init(_ receipt: PurchaseReceipt) {
        self.init(
            order: receipt.orderID, number: receipt.orderNumber, total: receipt.total.minorUnits,
            entry: receipt.charge?.entry.sequence, hash: receipt.charge?.entry.hash.description,
            balance: receipt.balance.minorUnits,
            available: receipt.availableCredit.minorUnits)
    }

    init(_ receipt: RefundReceipt) {
        self.init(
            order: receipt.refundID.orderID, refund: receipt.refundID.number,
            total: receipt.total.minorUnits, entry: receipt.entry?.sequence,
            hash: receipt.entry?.hash.description, balance: receipt.balance.minorUnits
        )
    }

    init(_ receipt: RecordPaymentReceipt) {
        self.init(
            customer: receipt.customerID, entry: receipt.entry.sequence, hash: receipt.entry.hash.description,
            amount: receipt.amount.minorUnits,
            balance: receipt.balance.minorUnits)
    }

    init(_ receipt: LedgerEntryReceipt) {
        self.init(
            customer: receipt.customerID, entry: receipt.entry.sequence, hash: receipt.entry.hash.description,
            amount: receipt.amount.minorUnits,
            balance: receipt.balance.minorUnits)
    }

    init(_ receipt: ChangeCreditLimitReceipt) {
        self.init(
            customer: receipt.customerID, entry: receipt.entry.sequence, hash: receipt.entry.hash.description,
            balance: receipt.balance.minorUnits,
            limit: receipt.creditLimit.minorUnits, previous: receipt.previousLimit.minorUnits)
    }

    init(_ receipt: AddCustomerReceipt) {
        self.init(
            customer: receipt.id, entry: receipt.entry.sequence, hash: receipt.entry.hash.description,
            limit: receipt.creditLimit.minorUnits)
    }

    init(_ receipt: ChangeDefaultPaymentTermsReceipt) { self.init(days: receipt.paymentTerms.days) }

    init(_ receipt: StockMovementReceipt) {
        self.init(
            product: receipt.productID, movement: receipt.movementSequence, quantity: receipt.quantity,
            stock: receipt.stock)
    }

    init(_ receipt: ChangePriceReceipt) {
        self.init(
            product: receipt.productID, price: receipt.price.minorUnits,
            previous: receipt.previousPrice.minorUnits)
    }

    init(_ receipt: AddProductReceipt) { self.init(product: receipt.id, stock: receipt.stock) }

    init(_ receipt: ProductChangeReceipt) { self.init(product: receipt.productID) }
}

extension Figures {
    init(_ account: CustomerAccount) {
        self.init(
            balance: account.balance.minorUnits, limit: account.creditLimit.minorUnits,
            sequence: account.lastEntry.sequence, orders: account.orderCount)
    }

    init(_ product: ProductStock) {
        self.init(
            stock: product.stock, price: product.product.price.minorUnits, sku: product.product.sku.string,
            movements: product.movementCount)
    }

    init(_ details: OrderDetails) {
        self.init(
            number: details.order.number, total: details.order.total.minorUnits,
            refunds: details.refunds.count, refunded: details.refundedQuantities)
    }
}
