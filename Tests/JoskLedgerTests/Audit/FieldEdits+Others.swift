import Foundation

@testable import JoskLedger

// One or more edits of each field of movements, products, customers, commands and the business, each with rules
// that it breaks.

extension FieldEdits {
    static var movements: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (StockMovement, Facts) -> StockMovement?
        ) -> FieldEdit { FieldEdit(field, \.movements, breaks: Set(rules), edit) }
        return [
            edit("StockMovement.productID, unknown", .rowHasOwner) { row, _ in
                row.with(productID: .numbered(unknown))
            },
            edit("StockMovement.productID, another") { row, facts in
                row.with(productID: other(facts.items, than: row.productID))
            },
            edit("StockMovement.sequence + 1", .sequenceWithoutGaps) { row, _ in
                row.with(sequence: row.sequence + 1)
            },
            edit("StockMovement.sequence + 100", .sequenceWithoutGaps) { row, _ in
                row.with(sequence: row.sequence + 100)
            },
            edit("StockMovement.kind, adjustment") { row, _ in
                if case .adjustment = row.kind { nil } else { row.altered(kind: .adjustment("x")) }
            },
            edit("StockMovement.kind, sale") { row, _ in row.altered(kind: .sale(.numbered(unknown))) },
            edit("StockMovement.kind, return") { row, _ in
                row.altered(kind: .return(.init(orderID: .numbered(unknown), number: 1)))
            },
            edit("StockMovement.quantity", .stockIsSum) { row, _ in row.altered(quantity: row.quantity + 1) },
            edit("StockMovement.stock", .stockIsSum) { row, _ in row.altered(stock: row.stock + 1) },
            edit("StockMovement.movedAt, later", .sealCoversFacts) { row, _ in
                row.altered(movedAt: row.movedAt.later(3_600))
            },
            edit("StockMovement.movedAt, earlier", .sealCoversFacts, .timeFitsCommand) { row, _ in
                row.altered(movedAt: row.movedAt.later(-3_600))
            },
            edit("StockMovement.commandID, unknown", .factHasCommand) { row, _ in
                row.altered(commandID: .numbered(unknown))
            },
            edit("StockMovement.commandID, another") { row, facts in
                row.altered(commandID: other(facts.journal, than: row.commandID))
            },
            edit("StockMovement.kind, its text", .sealCoversFacts) { row, _ in
                switch row.kind {
                case .receipt: row.altered(kind: .receipt("other"))
                case .adjustment: row.altered(kind: .adjustment("other"))
                case .sale, .return: nil
                }
            },
        ]
    }

    static var products: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (ProductStock, Facts) -> ProductStock?
        ) -> FieldEdit { FieldEdit(field, \.items, breaks: Set(rules), edit) }
        return [
            edit("Product.id", .rowHasOwner) { row, _ in
                row.with(product: row.product.with(id: .numbered(unknown)))
            },
            edit("ProductStock.stock", .stockMatchesMovements) { row, _ in row.with(stock: row.stock + 1) },
            edit("ProductStock.movementCount + 1", .stockMatchesMovements) { row, _ in
                row.with(movementCount: row.movementCount + 1)
            },
            edit("ProductStock.movementCount - 1", .stockMatchesMovements) { row, _ in
                row.with(movementCount: row.movementCount - 1)
            },
            edit("ProductStock.movedAt, later", .stockMatchesMovements) { row, _ in
                row.with(movedAt: row.movedAt.later(60))
            },
            edit("ProductStock.movedAt, earlier", .stockMatchesMovements) { row, _ in
                row.with(movedAt: row.movedAt.later(-60))
            },
            edit("Product.price below zero", .amountFitsKind) { row, _ in
                row.with(product: row.product.with(price: .pence(-1)))
            },
            edit("Product.price's currency", .amountFitsKind) { row, _ in
                row.with(product: row.product.with(price: row.product.price.inDollars))
            },
            edit("Product.addedAt, later", .timeNeverGoesBack) { row, _ in
                row.with(product: row.product.with(addedAt: row.product.addedAt.later(3_600)))
            },
        ]
    }

    static var journal: [FieldEdit] {
        func edit(
            _ field: String, _ rules: AuditViolation.Rule...,
            edit: @escaping (JournalEntry, Facts) -> JournalEntry?
        ) -> FieldEdit { FieldEdit(field, \.journal, breaks: Set(rules), edit) }
        return [
            edit("JournalEntry.id", .sealCoversCommand) { row, _ in
                row.with(id: .numbered(unknown))
            },
            edit("JournalEntry.key, one of the engine's", .sealCoversCommand) { row, _ in
                row.with(key: "josk:x")
            },
            edit("JournalEntry.key, another command's", .sealCoversCommand, .keyIsUsedOnce) { row, facts in
                guard row.key.string.hasPrefix("josk:") else { return nil }
                return row.with(key: facts.journal.first { $0.id != row.id }?.key)
            },
            edit("JournalEntry.kind, unknown", .sealCoversCommand, .receiptIsReadable) { row, _ in
                row.with(kind: "mystery")
            },
            edit("JournalEntry.kind, purchase", .sealCoversCommand) { row, _ in row.with(kind: Purchase.kind)
            },
            edit("JournalEntry.kind, payment", .sealCoversCommand) { row, _ in
                row.with(kind: RecordPayment.kind)
            },
            edit("JournalEntry.kind, renaming", .sealCoversCommand) { row, _ in
                row.factCount == 0 && row.receipt.count == 25 ? nil : row.with(kind: RenameCustomer.kind)
            },
            edit("JournalEntry.receipt's version", .sealCoversCommand, .receiptIsReadable) { row, _ in
                row.with(receipt: [9] + row.receipt.dropFirst())
            },
            edit("JournalEntry.receipt, cut off", .sealCoversCommand) { row, _ in
                row.with(receipt: row.receipt.dropLast())
            },
            edit("JournalEntry.receipt, none", .sealCoversCommand, .receiptIsReadable) { row, _ in
                row.with(receipt: [])
            },
            edit("JournalEntry.receipt, too long", .sealCoversCommand) { row, _ in
                row.with(receipt: row.receipt + [0])
            },
            edit("JournalEntry.factCount + 1", .sealCoversCommand, .commandHasFacts) { row, _ in
                row.with(factCount: row.factCount + 1)
            },
            edit("JournalEntry.factCount - 1", .sealCoversCommand, .commandHasFacts) { row, _ in
                row.with(factCount: row.factCount - 1)
            },
            edit("JournalEntry.recordedAt, later", .sealCoversCommand) { row, _ in
                row.with(recordedAt: row.recordedAt.later(3_600))
            },
            edit("JournalEntry.recordedAt, earlier", .sealCoversCommand) { row, _ in
                row.with(recordedAt: row.recordedAt.later(-3_600))
            },
            edit("JournalEntry.fingerprint", .sealCoversCommand) { row, _ in
                row.with(fingerprint: ContentHash(hashing: [1]))
            },
            edit("JournalEntry.key, a caller's", .sealCoversCommand) { row, _ in row.with(key: "other") },
            edit("JournalEntry.metadata", .sealCoversCommand) { row, _ in
                row.with(metadata: try? Metadata(["clerk": "other"]))
            },
            edit("JournalEntry.metadata, none", .sealCoversCommand) { row, _ in row.with(metadata: .empty) },
        ]
    }

    static var customers: [FieldEdit] {
        [
            FieldEdit("Customer.id", \.customers, breaks: [.rowHasOwner]) { row, _ in
                row.with(id: .numbered(unknown))
            }
        ]
    }

    static var business: [FieldEdit] {
        func edit(
            _ field: String, _ rule: AuditViolation.Rule, edit: @escaping (Business, Facts) -> Business?
        ) -> FieldEdit { FieldEdit(field, \.businesses, breaks: [rule], edit) }
        return [
            edit("Business.id", .businessExists) { row, _ in row.with(id: .numbered(unknown)) },
            edit("Business.currency", .amountFitsKind) { row, _ in row.with(currency: .usd) },
            edit("Business.createdAt", .receiptMatchesFacts) { row, _ in
                row.with(createdAt: row.createdAt.later(1))
            },
        ]
    }

    /// The edits that no audit finds, because no fact contains the edited values.
    static var unprovable: [FieldEdit] {
        func product(_ field: String, edit: @escaping (inout Product) -> Void) -> FieldEdit {
            FieldEdit("Product.\(field)", \.items) { row, _ in
                var product = row.product
                edit(&product)
                return row.with(product: product)
            }
        }
        func customer(_ field: String, edit: @escaping (inout Customer) -> Void) -> FieldEdit {
            FieldEdit("Customer.\(field)", \.customers) { row, _ in
                var row = row
                edit(&row)
                return row
            }
        }
        return [
            product("name") { $0.name = "Other" },
            product("sku") { $0.sku = "OTHER" },
            product("price") { $0.price = $0.price.more(1) },
            product("isActive") { $0.isActive.toggle() },
            product("addedAt") { $0 = $0.with(addedAt: $0.addedAt.later(-1)) },
            customer("name") { $0.name = "Other" },
            customer("reference") { $0.reference = "OTHER" },
            customer("paymentTerms") { $0.paymentTerms = .days(99) },
            customer("isActive") { $0.isActive.toggle() },
            FieldEdit("Business.name", \.businesses) { row, _ in row.with(name: "Other") },
            FieldEdit("Business.paymentTerms", \.businesses) { row, _ in row.with(paymentTerms: .days(99)) },
            FieldEdit("Business.timeZone", \.businesses) { row, _ in
                row.with(timeZone: .init(identifier: "Asia/Tokyo"))
            },
        ]
    }
}
