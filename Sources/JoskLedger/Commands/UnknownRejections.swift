/// Why a customer was not changed, where nothing else can be wrong.
public enum UnknownCustomerRejection: Error, Sendable, Hashable, Codable {
    /// There is no customer by that identifier.
    case unknownCustomer(Customer.ID)
}

extension UnknownCustomerRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownCustomer = "unknown_customer"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownCustomer: [.unknownCustomer]
        }
    }
}

/// Why a product was not changed, where nothing else can be wrong.
public enum UnknownProductRejection: Error, Sendable, Hashable, Codable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
}

extension UnknownProductRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownProduct = "unknown_product"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownProduct: [.unknownProduct]
        }
    }
}
