/// How the facts of a command of one kind are audited.
struct CommandRecipe: Sendable {
    let command: any Command.Type
    var kind: String { command.kind }
    let examine: @Sendable (CommandExamination) -> Void

    /// A recipe that reads the receipt, and then holds it and the facts against one another.
    init<C: Command>(
        _ command: C.Type, _ examine: @escaping @Sendable (CommandExamination, C.Receipt) -> Void
    ) {
        self.command = command
        self.examine = { examination in
            do throws(CanonicalDecodingError) {
                guard let journal = examination.journal else { return }
                examine(examination, try C.Receipt(journaled: journal))
            } catch {
                examination.report(.receiptIsReadable, [examination.command], "\(error)")
            }
        }
    }
}

/// What each command makes, and how its receipt is checked. Whoever adds a command adds a line; it is counted by
/// ``LedgerMeters`` then too.
enum CommandTable {
    static let recipes = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

    private static let all: [CommandRecipe] = [
        CommandRecipe(CreateBusiness.self) { $0.examineBusiness($1) },
        CommandRecipe(AddCustomer.self) { $0.examineOpening($1) },
        CommandRecipe(AddProduct.self) { $0.examineProduct($1) },
        CommandRecipe(Purchase.self) { $0.examineSale($1) },
        CommandRecipe(RefundOrder.self) { $0.examineRefund($1) },
        CommandRecipe(CancelOrder.self) { $0.examineRefund($1) },
        CommandRecipe(RecordPayment.self) { $0.examinePayment($1) },
        CommandRecipe(ReversePayment.self) { $0.examineEntry($1) { $0.isReversal } },
        CommandRecipe(PayOut.self) { $0.examineEntry($1) { $0.isPayout } },
        CommandRecipe(AdjustBalance.self) { $0.examineEntry($1) { $0.isAdjustment } },
        CommandRecipe(ChangeCreditLimit.self) { $0.examineLimit($1) },
        CommandRecipe(ReceiveGoods.self) { $0.examineMovement($1) { $0.isReceipt } },
        CommandRecipe(AdjustStock.self) { $0.examineMovement($1) { $0.isAdjustment } },
        CommandRecipe(ChangePrice.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(ChangeSKU.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(RenameProduct.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(SetProductActivity.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(RenameCustomer.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(SetCustomerActivity.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(ChangeCustomerReference.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(ChangePaymentTerms.self) { $0.examineNothing(at: $1.changedAt) },
        CommandRecipe(ChangeBusinessTerms.self) { $0.examineNothing(at: $1.changedAt) },
    ]
}

extension LedgerEntry.Kind {
    fileprivate var isReversal: Bool { if case .reversal = self { true } else { false } }
    fileprivate var isPayout: Bool { if case .payout = self { true } else { false } }
    fileprivate var isAdjustment: Bool { if case .adjustment = self { true } else { false } }
}

extension StockMovement.Kind {
    fileprivate var isReceipt: Bool { if case .receipt = self { true } else { false } }
    fileprivate var isAdjustment: Bool { if case .adjustment = self { true } else { false } }
}
