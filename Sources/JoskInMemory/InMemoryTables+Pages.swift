public import JoskLedger

extension InMemoryTables {
    /// Returns a page of customers; see ``/JoskLedger/BusinessReader/customers(page:)``.
    public func customers(page request: PageRequest<CustomerAccount>) -> Page<CustomerAccount> {
        page(of: customerIDs, request) { customer(.id($0)) }
    }

    /// Returns a page of products; see ``/JoskLedger/BusinessReader/products(page:)``.
    public func products(page request: PageRequest<ProductStock>) -> Page<ProductStock> {
        page(of: productIDs, request) { product(.id($0)) }
    }

    /// Returns a page of payments with a reference; see ``/JoskLedger/BusinessReader/payments(reference:page:)``.
    public func payments(
        reference: PaymentReference, page request: PageRequest<Payment>
    ) -> Page<Payment> {
        page(of: paymentsByReference[reference] ?? [], request) { payment($0) }
    }

    /// Returns a page of a customer's orders; see ``/JoskLedger/BusinessReader/orders(by:page:)``.
    public func orders(by customer: Customer.ID, page request: PageRequest<OrderDetails>) -> Page<
        OrderDetails
    > {
        numberedPage(of: accounts[customer]?.orderIDs ?? [], request) { orders[$0] }
    }

    /// Returns a page of a customer's ledger; see ``/JoskLedger/BusinessReader/ledgerEntries(of:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, page request: PageRequest<LedgerEntry>
    ) -> Page<LedgerEntry> {
        numberedPage(of: accounts[customer]?.entries ?? [], request) { $0 }
    }

    /// Returns a page of a product's movements; see ``/JoskLedger/BusinessReader/stockMovements(of:page:)``.
    public func stockMovements(
        of product: Product.ID, page request: PageRequest<StockMovement>
    ) -> Page<StockMovement> {
        numberedPage(of: items[product]?.movements ?? [], request) { $0 }
    }

    /// Returns a page of rows that are numbered from 1 in the order of the array.
    private func numberedPage<Row, Element>(
        of rows: [Row], _ request: PageRequest<Element>, _ element: (Row) -> Element?
    ) -> Page<Element> where Element.Cursor == Int64 {
        page(of: 1..<Int64(rows.count) + 1, request) { element(rows[Int($0) - 1]) }
    }

    /// Returns a page of the elements with some keys, which must ascend.
    private func page<Element>(
        of keys: some RandomAccessCollection<Element.Cursor>, _ request: PageRequest<Element>,
        _ element: (Element.Cursor) -> Element?
    ) -> Page<Element> where Element.Cursor: Comparable {
        // One element more than the page holds shows that there is a next page.
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
    /// Returns the first index whose element satisfies a condition, by binary search.
    ///
    /// No element that fails the condition may follow an element that satisfies it.
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
    /// Inserts an element in ascending order.
    ///
    /// The place is mostly the end, because identifiers ascend with time.
    mutating func insertInOrder(_ element: Element) {
        let place = if let last, last > element { partitionPoint { $0 > element } } else { endIndex }
        insert(element, at: place)
    }
}
