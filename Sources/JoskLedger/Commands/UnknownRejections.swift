/// Why a customer was not changed, where nothing else can be wrong.
public enum UnknownCustomerRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
}

/// Why a product was not changed, where nothing else can be wrong.
public enum UnknownProductRejection: Error, Sendable, Hashable, Codable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
}
