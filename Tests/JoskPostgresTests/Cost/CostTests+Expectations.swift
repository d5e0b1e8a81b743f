import Testing

extension CostTests {
    func expectPurchase(of lines: Int, _ cost: Cost) {
        #expect(
            cost.rows
                == [
                    "journal": 1, "orders": 1, "order_lines": lines, "ledger_entries": 1,
                    "stock_movements": lines,
                ]
        )
        // No index contains a column that changes, and a page has room for new versions of all its products.
        #expect(cost.heapOnlyUpdates == ["products": lines])
        #expect(cost.otherUpdates == [:])
        #expect(
            cost.indexEntries == [
                "journal_pkey": 1, "journal_id": 1,
                "orders_pkey": 1, "orders_number": 1, "orders_reference": 1, "orders_head": 1,
                "order_lines_pkey": lines,
                "ledger_entries_pkey": 1, "ledger_entries_head": 1, "ledger_entries_order": 1,
                "stock_movements_pkey": lines, "stock_movements_head": lines,
            ])
        #expect(
            cost.locks == [
                "customers": 1, "products": lines, "orders": 1, "ledger_entries": 1, "stock_movements": lines,
            ])
        // A null key ends the check before a lookup.
        #expect(cost.triggered.sum == 6 + 6 * lines)
        #expect(
            cost.lookedUp == [
                "customers": 2, "orders": 1 + 2 * lines, "products": 2 * lines, "ledger_entries": 1,
                "stock_movements": lines,
            ])
        // The bytes of texts differ by a few.
        #expect(abs(cost.steadyBytes - (1_900 + 800 * lines)) < 100 + 20 * lines)
    }

    func expectPayment(_ cost: Cost) {
        #expect(cost.rows == ["journal": 1, "ledger_entries": 1])
        #expect(cost.heapOnlyUpdates == [:])
        #expect(cost.otherUpdates == [:])
        #expect(
            cost.indexEntries == [
                "journal_pkey": 1, "journal_id": 1, "ledger_entries_pkey": 1, "ledger_entries_head": 1,
            ])
        #expect(cost.triggered.sum == 5)
        #expect(cost.lookedUp == ["customers": 1, "ledger_entries": 1])
        #expect(cost.locks == ["customers": 1, "ledger_entries": 1])
        #expect(abs(cost.steadyBytes - 1_060) < 100)
    }

    func expectRefund(_ cost: Cost) {
        #expect(
            cost.rows == [
                "journal": 1, "refunds": 1, "refund_lines": 1, "ledger_entries": 1, "stock_movements": 1,
            ])
        #expect(cost.heapOnlyUpdates == ["products": 1])
        #expect(cost.otherUpdates == [:])
        #expect(
            cost.indexEntries == [
                "journal_pkey": 1, "journal_id": 1, "refunds_pkey": 1, "refunds_head": 1,
                "refunds_credit": 1,
                "refund_lines_pkey": 1,
                "ledger_entries_pkey": 1, "ledger_entries_head": 1, "ledger_entries_order": 1,
                "stock_movements_pkey": 1, "stock_movements_head": 1,
            ])
        #expect(cost.triggered.sum == 14)
        #expect(
            cost.lookedUp == [
                "customers": 1, "orders": 2, "order_lines": 1, "refunds": 3, "products": 2,
                "ledger_entries": 1, "stock_movements": 1,
            ])
        // The order's other product is locked too, because it is unknown which products are restocked when the locks
        // are taken.
        #expect(
            cost.locks == [
                "customers": 1, "products": 2, "orders": 1, "order_lines": 1, "refunds": 1,
                "ledger_entries": 1, "stock_movements": 1,
            ])
        #expect(abs(cost.steadyBytes - 2_760) < 150)
    }
}
