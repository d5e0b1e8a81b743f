/// The reason why a product was not changed, for commands with no other reason.
public enum UnknownProductRejection: Error, Sendable, Hashable, Codable {
    /// No product has the identifier.
    case unknownProduct(Product.ID)
}

extension UnknownProductRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownProduct(let id): Sentence.unknown("product", id)
        }
    }
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
