public import JoskLedger

extension InMemoryTables {
    /// See ``/JoskLedger/BusinessReader/customers(page:)``.
    public func customers(page request: PageRequest<CustomerAccount>) -> Page<CustomerAccount> {
        page(of: customerIDs, request) { customer(.id($0)) }
    }

    /// See ``/JoskLedger/BusinessReader/products(page:)``.
    public func products(page request: PageRequest<ProductStock>) -> Page<ProductStock> {
        page(of: productIDs, request) { product(.id($0)) }
    }

    /// See ``/JoskLedger/BusinessReader/payments(reference:page:)``.
    public func payments(
        reference: PaymentReference, page request: PageRequest<Payment>
    ) -> Page<Payment> {
        page(of: paymentsByReference[reference] ?? [], request) { payment($0) }
    }

    /// See ``/JoskLedger/BusinessReader/orders(by:page:)``.
    public func orders(by customer: Customer.ID, page request: PageRequest<OrderDetails>) -> Page<
        OrderDetails
    > {
        numberedPage(of: accounts[customer]?.orderIDs ?? [], request) { orders[$0] }
    }

    /// See ``/JoskLedger/BusinessReader/ledgerEntries(of:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, page request: PageRequest<LedgerEntry>
    ) -> Page<LedgerEntry> {
        numberedPage(of: accounts[customer]?.entries ?? [], request) { $0 }
    }

    /// See ``/JoskLedger/BusinessReader/stockMovements(of:page:)``.
    public func stockMovements(
        of product: Product.ID, page request: PageRequest<StockMovement>
    ) -> Page<StockMovement> {
        numberedPage(of: items[product]?.movements ?? [], request) { $0 }
    }

    /// A page of rows whose numbers are their places, counted from 1.
    private func numberedPage<Row, Element>(
        of rows: [Row], _ request: PageRequest<Element>, _ element: (Row) -> Element?
    ) -> Page<Element> where Element.Cursor == Int64 {
        page(of: 1..<Int64(rows.count) + 1, request) { element(rows[Int($0) - 1]) }
    }

    /// A page of what has these keys, which ascend.
    private func page<Element>(
        of keys: some RandomAccessCollection<Element.Cursor>, _ request: PageRequest<Element>,
        _ element: (Element.Cursor) -> Element?
    ) -> Page<Element> where Element.Cursor: Comparable {
        // One more than the page holds tells whether there is a next one.
        switch request.direction {
        case .ascending:
            let rest =
                request.cursor.map { cursor in keys[keys.partitionPoint { $0 > cursor }...] } ?? keys[...]
            return Page(rest.prefix(request.limit + 1).compactMap(element), for: request)
        case .descending:
            let rest =
                request.cursor.map { cursor in keys[..<keys.partitionPoint { $0 >= cursor }] } ?? keys[...]
            return Page(rest.suffix(request.limit + 1).reversed().compactMap(element), for: request)
        }
    }
}

extension RandomAccessCollection {
    /// The first index whose element satisfies a condition, by binary search. No element that fails it may follow
    /// one that satisfies it.
    func partitionPoint(where condition: (Element) -> Bool) -> Index {
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
        let place = if let last, last > element { partitionPoint { $0 > element } } else { endIndex }
        insert(element, at: place)
    }
}
