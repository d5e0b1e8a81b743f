/// Adds a product with its initial stock.
package struct AddProduct: Command {
    package static let kind = "add-product"
    package static let needsFence = true

    package let id: NewIdentifier<Product>
    package let sku: SKU
    package let name: Name
    package let price: Money
    package let stock: Int64

    package init(id: NewIdentifier<Product>, sku: SKU, name: Name, price: Money, stock: Int64) {
        self.id = id
        self.sku = sku
        self.name = name
        self.price = price
        self.stock = stock
    }

    package var footprint: Footprint { Footprint(products: [id.value], skus: [sku]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(id.supplied)
        encoder.append(sku)
        encoder.append(name)
        encoder.append(price)
        encoder.append(stock)
    }

    package func decide(on state: TransactionState) throws(AddProductRejection) -> Decision<AddProductReceipt>
    {
        if let mismatch = state.business.mismatch(with: price) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(.price, price.minorUnits, within: Limits.nonNegativeAmount)
            ?? LimitViolation.check(.quantity, stock, within: 0...Limits.quantity.upperBound)
        {
            throw .outOfBounds(violation)
        }
        if state.product(id.value) != nil { throw .alreadyExists(id.value) }
        if let holder = state.productID(sku: sku) { throw .skuTaken(sku, by: holder) }

        let product = Product(
            id: id.value, sku: sku, name: name, price: price, isActive: true, addedAt: state.now)
        var changes = TransactionChanges()
        changes.add(product)
        if stock > 0 {
            changes.move(ProductStock(new: product).next(.receipt(nil), quantity: stock, on: state))
        }
        return Decision(AddProductReceipt(id: product.id, stock: stock, addedAt: state.now), changes)
    }
}

/// The result of adding a product.
public struct AddProductReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let id: Product.ID
    /// The initial stock, in units.
    public let stock: Int64
    /// The time of adding the product.
    public let addedAt: Timestamp
}

/// The reasons why a product was not added.
public enum AddProductRejection: Error, Sendable, Hashable, Codable {
    /// A product with the identifier exists.
    case alreadyExists(Product.ID)
    /// Another product has the SKU.
    case skuTaken(SKU, by: Product.ID)
    /// The price is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The price or the stock is out of bounds.
    case outOfBounds(LimitViolation)
}

extension AddProductRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .alreadyExists(let id): Sentence.exists("product", id)
        case .skuTaken(let sku, let holder): Sentence.taken("SKU", sku, by: "product", holder)
        case .currencyMismatch(let mismatch): mismatch.description
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension AddProductRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case alreadyExists = "already_exists"
        case skuTaken = "sku_taken"
        case currencyMismatch = "currency_mismatch"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .alreadyExists: [.alreadyExists]
        case .skuTaken: [.skuTaken]
        case .currencyMismatch: [.currencyMismatch]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension AddProductReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(id)
        encoder.append(stock)
        encoder.append(addedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(id: try decoder.next(), stock: try decoder.next(), addedAt: try decoder.next())
    }
}
