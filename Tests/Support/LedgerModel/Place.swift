extension Plain {
    /// The place of a row: its table, its owner, and its number among the owner's rows.
    ///
    /// Places are ordered by table, then by owner, then by number.
    package struct Place: Sendable, Hashable, Comparable {
        package enum Table: Int, Sendable {
            case business, customers, entries, orders, refunds, products, movements, journal
        }

        package let table: Table
        /// The identifier of the row itself, or that of the customer, order or product to which the row
        /// belongs.
        private let owner: Int
        /// The number of the row among the rows of its owner; zero where an owner has one row only.
        private let number: Int64

        private init(_ table: Table, owner: Int = 0, number: Int64 = 0) {
            self.table = table
            self.owner = owner
            self.number = number
        }

        package static let business = Place(.business)
        package static func customer(_ id: Int) -> Place { Place(.customers, owner: id) }
        package static func order(_ id: Int) -> Place { Place(.orders, owner: id) }
        package static func product(_ id: Int) -> Place { Place(.products, owner: id) }
        package static func journal(_ command: Int) -> Place { Place(.journal, owner: command) }

        package static func entry(_ sequence: Int64, of customer: Int) -> Place {
            Place(.entries, owner: customer, number: sequence)
        }

        package static func refund(_ number: Int64, of order: Int) -> Place {
            Place(.refunds, owner: order, number: number)
        }

        package static func movement(_ sequence: Int64, of product: Int) -> Place {
            Place(.movements, owner: product, number: sequence)
        }

        package static func < (left: Place, right: Place) -> Bool {
            (left.table.rawValue, left.owner, left.number) < (right.table.rawValue, right.owner, right.number)
        }
    }
}
