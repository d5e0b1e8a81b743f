/// The lines, the total and all reasons for rejection of a purchase on a given state; purchases and quotes share it.
struct PurchaseAssessment {
    /// The account, if the customer exists.
    private(set) var account: CustomerAccount?
    /// The lines that can be priced.
    private(set) var lines: [OrderLine] = []
    /// The total; nil if a line has no amount or the sum is out of bounds.
    private(set) var total: Money?
    /// The products whose stock the purchase reduces, with units, in the order of the lines.
    private(set) var taken: [(item: ProductStock, quantity: Int64)] = []
    /// The reasons to reject the purchase; empty if there are none.
    private(set) var rejection = PurchaseRejection()

    private let purchase: Purchase
    private let state: TransactionState

    init(of purchase: Purchase, on state: TransactionState) {
        self.purchase = purchase
        self.state = state
        if let violation = LimitViolation.check(.lines, purchase.lines.count, within: Limits.lines) {
            rejection.outOfBounds = [violation]
            return
        }
        assessCustomer()
        assessNewKeys()
        assessLines()
        assessStock()
        assessTotal()
        assessCredit()
    }

    private mutating func assessCustomer() {
        account = state.customer(purchase.customerID)
        guard let account else {
            rejection.customerProblem = .unknown(purchase.customerID)
            return
        }
        if !account.customer.isActive { rejection.customerProblem = .inactive(account.id) }
    }

    private mutating func assessNewKeys() {
        if let id = purchase.orderID.supplied, state.order(id) != nil { rejection.conflictingOrderID = id }
        if let reference = purchase.reference {
            rejection.referenceHolderID = state.orderID(reference: reference)
        }
    }

    /// Prices every line.
    ///
    /// A line that cannot be priced adds its reason to the rejection and is left out.
    private mutating func assessLines() {
        for (index, line) in purchase.lines.enumerated() {
            let quantity = LimitViolation.check(
                .quantity, line.quantity, within: Limits.quantity, lineNumber: index + 1)
            if let quantity { rejection.outOfBounds.append(quantity) }
            // `assessStock` reports an unknown product once, even if several lines have it.
            guard let price = line.unitPrice ?? state.product(line.productID)?.product.price,
                isAcceptable(price, lineNumber: index + 1), quantity == nil,
                let amount = amount(of: line, at: price, lineNumber: index + 1)
            else { continue }
            lines.append(
                OrderLine(
                    productID: line.productID, quantity: line.quantity, unitPrice: price, amount: amount))
        }
    }

    private mutating func isAcceptable(_ price: Money, lineNumber: Int) -> Bool {
        if let mismatch = state.business.mismatch(with: price, line: lineNumber) {
            rejection.currencyMismatches.append(mismatch)
            return false
        }
        let violation = LimitViolation.check(
            .price, price.minorUnits, within: Limits.nonNegativeAmount, lineNumber: lineNumber)
        if let violation { rejection.outOfBounds.append(violation) }
        return violation == nil
    }

    private mutating func amount(of line: PurchaseLine, at price: Money, lineNumber: Int) -> Money? {
        if let amount = price.multiplied(by: line.quantity) { return amount }
        let (product, overflow) = price.minorUnits.multipliedReportingOverflow(by: line.quantity)
        rejection.outOfBounds.append(
            LimitViolation(
                .lineAmount, overflow ? nil : product, allowed: Limits.nonNegativeAmount,
                lineNumber: lineNumber))
        return nil
    }

    /// Sums the quantities of each product over all its lines, and compares the sum with the stock.
    private mutating func assessStock() {
        for (productID, lineNumbers) in linesByProduct() {
            guard let item = state.product(productID) else {
                rejection.unknownProducts.append(productID)
                continue
            }
            if !item.product.isActive { rejection.inactiveProducts.append(productID) }
            // Lines with a quantity out of bounds are already reported. The sum of the others cannot overflow:
            // 10,000 lines of 10^12 units are 10^16.
            let lineNumbers = lineNumbers.filter { Limits.quantity.contains(purchase.lines[$0 - 1].quantity) }
            let requested = lineNumbers.reduce(0) { $0 + purchase.lines[$1 - 1].quantity }
            if requested > item.stock {
                rejection.shortages.append(
                    .init(
                        productID: productID, lineNumbers: lineNumbers, requested: requested,
                        available: item.stock)
                )
            }
            taken.append((item, requested))
        }
    }

    /// The line numbers of each product, products in the order of their first line.
    private func linesByProduct() -> [(Product.ID, [Int])] {
        var order: [Product.ID] = []
        var numbers: [Product.ID: [Int]] = [:]
        for (index, line) in purchase.lines.enumerated() {
            if numbers[line.productID] == nil { order.append(line.productID) }
            numbers[line.productID, default: []].append(index + 1)
        }
        return order.map { ($0, numbers[$0, default: []]) }
    }

    private mutating func assessTotal() {
        if let expected = purchase.expectedTotal, let mismatch = state.business.mismatch(with: expected) {
            rejection.currencyMismatches.append(mismatch)
        }
        // The total of only some of the lines has no meaning.
        guard lines.count == purchase.lines.count else { return }
        var sum: Int64? = 0
        for line in lines {
            let (next, overflow) = (sum ?? 0).addingReportingOverflow(line.amount.minorUnits)
            sum = sum == nil || overflow ? nil : next
        }
        guard let sum, Limits.nonNegativeAmount.contains(sum) else {
            rejection.outOfBounds.append(LimitViolation(.total, sum, allowed: Limits.nonNegativeAmount))
            return
        }
        let total = Money(minorUnits: sum, state.business.currency)
        self.total = total
        if let expected = purchase.expectedTotal, expected.currency == total.currency, expected != total {
            rejection.changedTotal = .init(expected: expected, actual: total)
        }
    }

    private mutating func assessCredit() {
        guard let credit, !credit.isSufficient else { return }
        rejection.credit = credit
    }

    /// The credit figures; nil if the customer is unknown or there is no total.
    var credit: CreditFigures? {
        guard let account, let total else { return nil }
        return CreditFigures(of: account, required: total)
    }
}
