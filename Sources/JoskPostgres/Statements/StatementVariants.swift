/// The texts of a statement that depends on the access to the rows, and on the presence of orders in the footprint.
///
/// Each text is built once.
struct StatementVariants: Sendable {
    /// A text and the name under which it is prepared.
    struct Text: Sendable {
        let name: String
        let sql: String
    }

    private let locking: Text
    private let lockingOrders: Text
    private let readOnly: Text
    private let readOnlyOrders: Text

    /// Creates the texts of a statement.
    ///
    /// - Parameters:
    ///   - name: The name of the statement's type.
    ///   - make: Returns the text for an access, with or without orders.
    init(_ name: String, _ make: (_ access: RowAccess, _ hasOrders: Bool) -> String) {
        func text(_ access: RowAccess, _ hasOrders: Bool) -> Text {
            Text(name: "josk_\(name)_\(access)\(hasOrders ? "_orders" : "")", sql: make(access, hasOrders))
        }
        locking = text(.locking, false)
        lockingOrders = text(.locking, true)
        readOnly = text(.readOnly, false)
        readOnlyOrders = text(.readOnly, true)
    }

    subscript(access: RowAccess, hasOrders hasOrders: Bool) -> Text {
        switch access {
        case .locking: hasOrders ? lockingOrders : locking
        case .readOnly: hasOrders ? readOnlyOrders : readOnly
        }
    }
}
