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
