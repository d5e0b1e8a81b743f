/// The reason why the rules refused a command, with the figures that it states.
enum Rejection: Hashable, Sendable {
    case insufficient(shortages: [Shortage], credit: Credit?)
    case unknownCustomer
    case unknownProduct([Name])
    case unknownOrder
    case unknownPayment
    case alreadyReversed(by: Int64)
    case exceedsRemaining([Excess])
    case nothingRemaining
    case insufficientStock(requested: Int64, available: Int64)
    case skuTaken(by: Name)
    case referenceTaken(by: Name)
    case alreadyExists
    case other

    struct Shortage: Hashable, Sendable {
        let product: Name
        let requested: Int64
        let available: Int64
    }

    struct Credit: Hashable, Sendable {
        let limit: Int64
        let balance: Int64
        let required: Int64
    }

    struct Excess: Hashable, Sendable {
        let line: Int64
        let requested: Int64
        let remaining: Int64
    }
}
