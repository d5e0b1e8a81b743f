package import JoskLedger

extension Tables {
    package func accounts(_ request: PageRequest<Customer.ID>) -> Page<Account, Customer.ID> {
        page(of: customerIDs, request) { account(.id($0)) }
    }

    package func items(_ request: PageRequest<Product.ID>) -> Page<StockItem, Product.ID> {
        page(of: productIDs, request) { item(.id($0)) }
    }

    package func payments(
        having reference: PaymentReference, _ request: PageRequest<Payment.ID>
    ) -> Page<Payment, Payment.ID> {
        page(of: paymentsByReference[reference] ?? [], request) { payment($0) }
    }

    package func orders(
        by customer: Customer.ID, _ request: PageRequest<Int64>
    ) -> Page<OrderRecord, Int64> {
        numberedPage(of: accounts[customer]?.orderIDs ?? [], request) { orders[$0] }
    }

    package func ledgerEntries(
        of customer: Customer.ID, _ request: PageRequest<Int64>
    ) -> Page<LedgerEntry, Int64> {
        numberedPage(of: accounts[customer]?.entries ?? [], request) { $0 }
    }

    package func stockMovements(
        of product: Product.ID, _ request: PageRequest<Int64>
    ) -> Page<StockMovement, Int64> {
        numberedPage(of: items[product]?.movements ?? [], request) { $0 }
    }

    /// A page of rows whose numbers are their places, counted from 1.
    private func numberedPage<Row, Element>(
        of rows: [Row], _ request: PageRequest<Int64>, _ element: (Row) -> Element?
    ) -> Page<Element, Int64> {
        page(of: 1..<Int64(rows.count) + 1, request) { element(rows[Int($0) - 1]) }
    }

    /// A page of what has these keys, which ascend.
    private func page<Key: Comparable, Element>(
        of keys: some RandomAccessCollection<Key>, _ request: PageRequest<Key>, _ element: (Key) -> Element?
    ) -> Page<Element, Key> {
        switch request.direction {
        case .oldestFirst:
            let rest =
                request.cursor.map { cursor in keys[keys.firstIndex(holding: { $0 > cursor })...] }
                ?? keys[...]
            let part = rest.prefix(request.limit)
            return Page(part.compactMap(element), next: part.count < rest.count ? part.last : nil)
        case .newestFirst:
            let rest =
                request.cursor.map { cursor in keys[..<keys.firstIndex(holding: { $0 >= cursor })] }
                ?? keys[...]
            let part = rest.suffix(request.limit)
            return Page(part.reversed().compactMap(element), next: part.count < rest.count ? part.first : nil)
        }
    }
}

extension RandomAccessCollection {
    /// Where the elements begin for which a condition holds that holds for all that come after one for which
    /// it does: found by halving.
    func firstIndex(holding condition: (Element) -> Bool) -> Index {
        var (first, count) = (startIndex, count)
        while count > 0 {
            let middle = index(first, offsetBy: count / 2)
            if condition(self[middle]) {
                count /= 2
            } else {
                first = index(after: middle)
                count -= count / 2 + 1
            }
        }
        return first
    }
}

extension Array where Element: Comparable {
    /// Puts an element where it belongs among those that ascend: mostly at the end, for identifiers ascend with
    /// time.
    mutating func insertInOrder(_ element: Element) {
        let place = if let last, last > element { firstIndex(holding: { $0 > element }) } else { endIndex }
        insert(element, at: place)
    }
}
