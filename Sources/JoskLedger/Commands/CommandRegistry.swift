/// The list of all commands, each with the kinds of rows that it may write beside its journal entry.
///
/// A command that is missing from the list has no metrics.
enum CommandRegistry {
    static let all = [
        RegisteredCommand(CreateBusiness.self, writes: .business),
        RegisteredCommand(ChangeDefaultPaymentTerms.self, writes: .business),

        RegisteredCommand(AddCustomer.self, writes: .customer, .ledgerEntry),
        RegisteredCommand(RenameCustomer.self, writes: .customer),
        RegisteredCommand(SetCustomerActivity.self, writes: .customer),
        RegisteredCommand(ChangeCustomerReference.self, writes: .customer),
        RegisteredCommand(ChangePaymentTerms.self, writes: .customer),
        RegisteredCommand(ChangeCreditLimit.self, writes: .ledgerEntry),

        RegisteredCommand(AddProduct.self, writes: .product, .stockMovement),
        RegisteredCommand(RenameProduct.self, writes: .product),
        RegisteredCommand(SetProductActivity.self, writes: .product),
        RegisteredCommand(ChangePrice.self, writes: .product),
        RegisteredCommand(ChangeSKU.self, writes: .product),
        RegisteredCommand(ReceiveGoods.self, writes: .stockMovement),
        RegisteredCommand(AdjustStock.self, writes: .stockMovement),

        RegisteredCommand(Purchase.self, writes: .order, .ledgerEntry, .stockMovement),
        RegisteredCommand(RefundOrder.self, writes: .refund, .ledgerEntry, .stockMovement),
        RegisteredCommand(CancelOrder.self, writes: .refund, .ledgerEntry, .stockMovement),

        RegisteredCommand(RecordPayment.self, writes: .ledgerEntry),
        RegisteredCommand(ReversePayment.self, writes: .ledgerEntry),
        RegisteredCommand(PayOut.self, writes: .ledgerEntry),
        RegisteredCommand(AdjustBalance.self, writes: .ledgerEntry),
    ]

    /// The commands by their kind, which the journal stores.
    static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.command.kind, $0) })
}

/// A command and the kinds of rows that it may write.
struct RegisteredCommand: Sendable {
    enum RowKind: Sendable, CaseIterable {
        case business, customer, product, order, refund, ledgerEntry, stockMovement
    }

    let command: any Command.Type
    let writtenRows: Set<RowKind>

    fileprivate init(_ command: any Command.Type, writes rows: RowKind...) {
        self.command = command
        writtenRows = Set(rows)
    }
}
