import JoskLedger

/// The outcome of one replayed invoice.
struct InvoiceOutcome: Sendable {
    let customer: CustomerReference
    /// The contribution of the invoice to the figures.
    fileprivate(set) var summary = ReplaySummary()
    /// The messages for the user, one line each.
    fileprivate(set) var remarks: [String] = []
}

/// One customer's part of a replay.
///
/// The customer's invoices are replayed one after another, because a later invoice may return goods that an earlier one
/// sold. The invoices of other customers may be replayed at the same time.
actor CustomerReplay {
    private let customer: Customer.ID
    private let shop: ReplayShop
    private var refundable = RefundableLines()

    init(of customer: Customer.ID, in shop: ReplayShop) {
        self.customer = customer
        self.shop = shop
    }

    /// Replays an invoice.
    ///
    /// The call for the previous invoice must have returned.
    func replay(_ invoice: InvoiceFile.Invoice) async throws -> InvoiceOutcome {
        var outcome = InvoiceOutcome(customer: invoice.customer)
        if invoice.number.isCancellation {
            for row in invoice.rows { try await refund(row, &outcome) }
        } else {
            try await purchase(invoice, &outcome)
            for row in invoice.rows where row.quantity < 0 { try await adjust(row, &outcome) }
        }
        return outcome
    }

    private func purchase(_ invoice: InvoiceFile.Invoice, _ outcome: inout InvoiceOutcome) async throws {
        let rows = invoice.soldRows
        guard let first = rows.first else { return }
        let key = try ReplayRequest(.purchase, line: first.line).key
        let lines = try rows.map { row in
            PurchaseLine(
                try shop.product(row.product), quantity: row.quantity, unitPrice: shop.money(row.unitPrice))
        }
        do throws(PurchaseError) {
            let receipt = try await shop.tenant.purchase(
                by: customer, lines: lines, reference: invoice.number, idempotencyKey: key)
            outcome.summary.orders += 1
            outcome.summary.orderLines += Int128(lines.count)
            outcome.summary.unitsSold += lines.reduce(0) { $0 + Int128($1.quantity) }
            outcome.summary.charged += Int128(receipt.total.minorUnits)
            refundable.add(receipt.orderID, lines)
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            outcome.note(rejection, of: invoice.number)
        }
    }

    private func adjust(_ row: InvoiceRow, _ outcome: inout InvoiceOutcome) async throws {
        let product = try shop.product(row.product)
        let reason = try Reason(row.adjustmentReason)
        let key = try ReplayRequest(.adjustment, line: row.line).key
        do throws(AdjustStockError) {
            _ = try await shop.tenant.adjustStock(
                of: product, by: row.quantity, reason: reason, idempotencyKey: key)
            outcome.summary.adjustments += 1
        } catch {
            guard case .rejected = error else { throw error }
            outcome.summary.rejectedAdjustments += 1
        }
    }

    private func refund(_ row: InvoiceRow, _ outcome: inout InvoiceOutcome) async throws {
        let (parts, unmatched) = refundable.take(-row.quantity, of: try shop.product(row.product))
        outcome.summary.unmatchedRefundUnits += Int128(unmatched)
        for (index, part) in parts.enumerated() {
            let key = try ReplayRequest(.refund(part: index + 1), line: row.line).key
            do throws(RefundError) {
                let receipt = try await shop.tenant.refund(
                    order: part.orderID, lines: part.lines, idempotencyKey: key)
                outcome.summary.refunded += Int128(receipt.total.minorUnits)
            } catch {
                guard case .rejected(let rejection) = error else { throw error }
                // A refund never exceeds the remaining units, so a rejection is a defect and must be visible.
                outcome.summary.unmatchedRefundUnits += Int128(part.units)
                outcome.remarks.append(
                    "line \(row.line): internal error: a refund was refused: \(rejection)")
            }
        }
    }
}

extension InvoiceOutcome {
    /// Counts a refused purchase, and adds a line to the replay's remarks unless stock or credit was insufficient.
    ///
    /// A value out of bounds always adds a line.
    fileprivate mutating func note(_ rejection: PurchaseRejection, of invoice: OrderReference) {
        let isShortOfStock = !rejection.shortages.isEmpty
        let isShortOfCredit = rejection.credit != nil
        summary.rejectedInvoices += 1
        if isShortOfStock { summary.rejectedForStock += 1 }
        if isShortOfCredit { summary.rejectedForCredit += 1 }
        if !rejection.outOfBounds.isEmpty {
            let reasons = rejection.outOfBounds.map(\.description).joined(separator: " ")
            remarks.append("invoice \(invoice): refused: \(reasons)")
        } else if !isShortOfStock, !isShortOfCredit {
            remarks.append("invoice \(invoice): refused: \(rejection)")
        }
    }
}

extension InvoiceFile.Invoice {
    /// The rows that a purchase sells.
    var soldRows: [InvoiceRow] { rows.filter { $0.quantity > 0 } }
}

extension InvoiceRow {
    /// The reason of the adjustment that the row makes.
    var adjustmentReason: String { "invoice \(invoice.string), line \(line) of the file" }
}
