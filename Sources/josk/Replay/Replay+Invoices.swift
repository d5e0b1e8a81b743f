import JoskLedger

extension Replay {
    /// Replays the invoices one after another, in the order of their first rows.
    mutating func replayInvoices(of file: InvoiceFile) async throws {
        for (index, invoice) in file.invoices.enumerated() {
            let customer = try customer(invoice.customer)
            if invoice.number.isCancellation {
                for row in invoice.rows { try await refund(row, to: customer) }
            } else {
                try await purchase(invoice, by: customer)
                for row in invoice.rows where row.quantity < 0 { try await adjust(row) }
            }
            standardError.progress("replaying", index + 1, of: file.invoices.count)
        }
    }

    private mutating func purchase(_ invoice: InvoiceFile.Invoice, by customer: Customer.ID) async throws {
        let rows = invoice.rows.filter { $0.quantity > 0 }
        guard let first = rows.first else { return }
        let key = try key("purchase", first.line)
        let lines = try rows.map { row in
            PurchaseLine(try product(row.product), quantity: row.quantity, unitPrice: money(row.unitPrice))
        }
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: customer, lines: lines, reference: invoice.number, idempotencyKey: key)
            summary.orders += 1
            summary.orderLines += Int128(lines.count)
            summary.unitsSold += lines.reduce(0) { $0 + Int128($1.quantity) }
            summary.charged += Int128(receipt.total.minorUnits)
            refundable.add(receipt.orderID, by: customer, lines)
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            note(rejection, of: invoice.number)
        }
    }

    /// Counts a refused purchase. Stock and credit are everyday reasons; any other is worth a line.
    private mutating func note(_ rejection: PurchaseRejection, of invoice: OrderReference) {
        let isShortOfStock = !rejection.shortages.isEmpty
        let isShortOfCredit = rejection.credit != nil
        summary.rejectedInvoices += 1
        if isShortOfStock { summary.rejectedForStock += 1 }
        if isShortOfCredit { summary.rejectedForCredit += 1 }
        if !rejection.outOfBounds.isEmpty {
            let reasons = rejection.outOfBounds.map(\.description).joined(separator: "; ")
            standardError.line("invoice \(invoice): refused: \(reasons)")
        } else if !isShortOfStock, !isShortOfCredit {
            standardError.line("invoice \(invoice): refused: \(rejection)")
        }
    }

    private mutating func adjust(_ row: InvoiceRow) async throws {
        let product = try product(row.product)
        let reason = try Reason("invoice \(row.invoice), line \(row.line) of the file")
        let key = try key("adjustment", row.line)
        do throws(AdjustStockError) {
            _ = try await tenant.adjustStock(
                of: product, by: row.quantity, reason: reason, idempotencyKey: key)
            summary.adjustments += 1
        } catch {
            guard case .rejected = error else { throw error }
            summary.rejectedAdjustments += 1
        }
    }

    private mutating func refund(_ row: InvoiceRow, to customer: Customer.ID) async throws {
        let (parts, unmatched) = refundable.take(-row.quantity, of: try product(row.product), from: customer)
        summary.unmatchedRefundUnits += Int128(unmatched)
        for (index, part) in parts.enumerated() {
            let key = try key("refund \(index + 1)", row.line)
            do throws(RefundError) {
                let receipt = try await tenant.refund(part.orderID, lines: part.lines, idempotencyKey: key)
                summary.refunded += Int128(receipt.total.minorUnits)
            } catch {
                guard case .rejected(let rejection) = error else { throw error }
                // No more is asked for than is left, so this is a defect; it must not pass unseen.
                summary.unmatchedRefundUnits += Int128(part.units)
                standardError.line("line \(row.line): internal error: a refund was refused: \(rejection)")
            }
        }
    }
}
