/// The key by which to find a customer.
public enum CustomerLookup: Sendable, Hashable {
    /// The customer's identifier.
    case id(Customer.ID)
    /// The application's own key for the customer.
    case reference(CustomerReference)
}

/// The key by which to find a product.
public enum ProductLookup: Sendable, Hashable {
    /// The product's identifier.
    case id(Product.ID)
    /// The application's own key for the product.
    case sku(SKU)
}

/// The key by which to find an order.
public enum OrderLookup: Sendable, Hashable {
    /// The order's identifier.
    case id(Order.ID)
    /// The application's own key for the order.
    case reference(OrderReference)
}
