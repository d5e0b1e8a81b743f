extension NaiveBusiness {
    mutating func addProduct(
        _ id: Int, _ sku: Plain.Text, _ name: Plain.Text, _ price: Plain.Amount, _ stock: Int64, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(price)
        try Bounds.check("price", price.units, Bounds.notNegative)
        try Bounds.check("quantity", stock, Bounds.firstStock)
        if products.contains(where: { $0.id == id }) { throw .alreadyExists(id) }
        try checkFree(sku, for: nil)
        let product = ProductFact(
            id: id, sku: sku, name: name, price: price.units, isActive: true, addedAt: now)
        products.append(product)
        if stock > 0 { _ = move(.receipt(nil), product, stock, now) }
        return .product(id: id, stock: stock, addedAt: now)
    }

    private func checkFree(_ sku: Plain.Text, for product: Int?) throws(Plain.Rejection) {
        for other in products where other.sku == sku && other.id != product {
            throw .skuTaken(sku, by: other.id)
        }
    }

    mutating func changeSKU(
        _ product: Int, _ sku: Plain.Text, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        let index = try indexOfProduct(product)
        try checkFree(sku, for: product)
        products[index].sku = sku
        return .productChange(product: product, changedAt: now)
    }

    mutating func rename(
        product: Int, _ name: Plain.Text, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        products[try indexOfProduct(product)].name = name
        return .productChange(product: product, changedAt: now)
    }

    mutating func setActivity(
        product: Int, _ isActive: Bool, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        products[try indexOfProduct(product)].isActive = isActive
        return .productChange(product: product, changedAt: now)
    }

    mutating func changePrice(
        _ product: Int, _ price: Plain.Amount, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try check(price)
        try Bounds.check("price", price.units, Bounds.notNegative)
        let index = try indexOfProduct(product)
        let previous = amount(products[index].price)
        products[index].price = price.units
        return .price(product: product, price: price, previous: previous, changedAt: now)
    }

    mutating func receiveGoods(
        _ product: Int, _ quantity: Int64, _ reference: Plain.Text?, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        try Bounds.check("quantity", quantity, Bounds.quantity)
        let fact = products[try indexOfProduct(product)]
        try Bounds.check("stock", stock(of: product) + quantity, Bounds.stock)
        return move(.receipt(reference), fact, quantity, now)
    }

    mutating func adjustStock(
        _ product: Int, _ quantity: Int64, _ reason: Plain.Text, _ now: Int64
    ) throws(Plain.Rejection) -> Plain.Receipt {
        if quantity == 0 { throw .zeroQuantity }
        try Bounds.check("quantity", quantity, Bounds.stockChange)
        let fact = products[try indexOfProduct(product)]
        let available = stock(of: product)
        if quantity < 0, -quantity > available {
            throw .insufficientStock(asked: -quantity, available: available)
        }
        try Bounds.check("stock", available + quantity, Bounds.stock)
        return move(.adjustment(reason), fact, quantity, now)
    }

    /// Appends a movement of a product's stock.
    mutating func move(
        _ kind: Plain.MovementKind, _ product: ProductFact, _ quantity: Int64, _ now: Int64
    ) -> Plain.Receipt {
        let time = stockTime(of: product, now)
        movements.append(
            MovementFact(
                product: product.id, kind: kind, quantity: quantity, movedAt: time, command: command))
        return .movement(
            product: product.id, sequence: movementCount(of: product.id), quantity: quantity,
            stock: stock(of: product.id), movedAt: time)
    }
}
