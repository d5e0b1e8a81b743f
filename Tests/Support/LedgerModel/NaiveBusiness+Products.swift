extension NaiveBusiness {
    mutating func addProduct(
        _ request: Plain.AddProduct, id: Int, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(request.price)
        try Bounds.check("price", request.price.units, Bounds.notNegative)
        try Bounds.check("quantity", request.stock, Bounds.firstStock)
        if products.contains(where: { $0.id == id }) { throw .alreadyExists(id) }
        try checkFree(request.sku, for: nil)
        let product = ProductFact(
            id: id, sku: request.sku, name: request.name, price: request.price.units, isActive: true,
            addedAt: now)
        products.append(product)
        if request.stock > 0 { _ = move(product, by: request.stock, .receipt(nil), now: now) }
        return .product(id: id, stock: request.stock, addedAt: now)
    }

    private func checkFree(_ sku: Plain.Text, for product: Int?) throws(Plain.Rejection) {
        for other in products where other.sku == sku && other.id != product {
            throw .skuTaken(sku, by: other.id)
        }
    }

    mutating func changeSKU(
        of product: Int, to sku: Plain.Text, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let index = try indexOfProduct(product)
        try checkFree(sku, for: product)
        products[index].sku = sku
        return .productChange(product: product, changedAt: now)
    }

    mutating func rename(
        product: Int, to name: Plain.Text, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        products[try indexOfProduct(product)].name = name
        return .productChange(product: product, changedAt: now)
    }

    mutating func setActivity(
        product: Int, isActive: Bool, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        products[try indexOfProduct(product)].isActive = isActive
        return .productChange(product: product, changedAt: now)
    }

    mutating func changePrice(
        of product: Int, to price: Plain.Amount, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(price)
        try Bounds.check("price", price.units, Bounds.notNegative)
        let index = try indexOfProduct(product)
        let previous = amount(products[index].price)
        products[index].price = price.units
        return .price(product: product, price: price, previous: previous, changedAt: now)
    }

    mutating func receiveGoods(
        of product: Int, quantity: Int64, reference: Plain.Text?, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check("quantity", quantity, Bounds.quantity)
        let fact = products[try indexOfProduct(product)]
        try Bounds.check("stock", stock(of: product) + quantity, Bounds.stock)
        return move(fact, by: quantity, .receipt(reference), now: now)
    }

    mutating func adjustStock(
        of product: Int, by quantity: Int64, reason: Plain.Text, now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        if quantity == 0 { throw .zeroQuantity }
        try Bounds.check("quantity", quantity, Bounds.stockChange)
        let fact = products[try indexOfProduct(product)]
        let available = stock(of: product)
        if quantity < 0, -quantity > available {
            throw .insufficientStock(requested: -quantity, available: available)
        }
        try Bounds.check("stock", available + quantity, Bounds.stock)
        return move(fact, by: quantity, .adjustment(reason), now: now)
    }

    /// Appends a movement of a product's stock.
    mutating func move(
        _ product: ProductFact, by quantity: Int64, _ kind: Plain.MovementKind, now: Int64
    ) -> Plain.Receipt {
        let time = stockTime(of: product, now: now)
        movements.append(
            MovementFact(
                product: product.id, kind: kind, quantity: quantity, movedAt: time, command: command))
        return .movement(
            product: product.id, sequence: movementCount(of: product.id), quantity: quantity,
            stock: stock(of: product.id), movedAt: time)
    }
}
