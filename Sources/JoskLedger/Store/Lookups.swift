/// How to find a customer.
public enum CustomerLookup: Sendable, Hashable {
    /// By identifier.
    case id(Customer.ID)
    /// By the host's own key.
    case reference(CustomerReference)
}

/// How to find a product.
public enum ProductLookup: Sendable, Hashable {
    /// By identifier.
    case id(Product.ID)
    /// By the host's own key.
    case sku(SKU)
}

/// How to find an order.
public enum OrderLookup: Sendable, Hashable {
    /// By identifier.
    case id(Order.ID)
    /// By the host's own key.
    case reference(OrderReference)
}
