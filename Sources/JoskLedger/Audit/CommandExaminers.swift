/// The checks of one kind of command.
struct CommandExaminer: Sendable {
    let kind: String
    let examine: @Sendable (CommandExamination) -> Void

    /// Creates an examiner that decodes the receipt, then compares it with the facts.
    init<C: Command>(
        _ command: C.Type, _ examine: @escaping @Sendable (CommandExamination, C.Receipt) -> Void
    ) {
        kind = command.kind
        self.examine = { examination in
            do throws(CanonicalDecodingError) {
                guard let journal = examination.journal else { return }
                examine(examination, try C.Receipt(journaled: journal))
            } catch {
                examination.report(
                    .receiptIsReadable, [examination.command],
                    "the receipt of \(examination.command) cannot be decoded: \(error)")
            }
        }
    }
}

/// The facts that each command of the ``CommandRegistry`` writes, and the checks of its receipt.
enum CommandExaminers {
    static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

    private static let all: [CommandExaminer] = [
        CommandExaminer(CreateBusiness.self) { $0.examineBusiness($1) },
        CommandExaminer(AddCustomer.self) { $0.examineOpening($1) },
        CommandExaminer(AddProduct.self) { $0.examineProduct($1) },
        CommandExaminer(Purchase.self) { $0.examineSale($1) },
        CommandExaminer(RefundOrder.self) { $0.examineRefund($1) },
        CommandExaminer(CancelOrder.self) { $0.examineRefund($1) },
        CommandExaminer(RecordPayment.self) { $0.examinePayment($1) },
        CommandExaminer(ReversePayment.self) { $0.examineEntry($1) { $0.isReversal } },
        CommandExaminer(PayOut.self) { $0.examineEntry($1) { $0.isPayout } },
        CommandExaminer(AdjustBalance.self) { $0.examineEntry($1) { $0.isAdjustment } },
        CommandExaminer(ChangeCreditLimit.self) { $0.examineLimit($1) },
        CommandExaminer(ReceiveGoods.self) { $0.examineMovement($1) { $0.isReceipt } },
        CommandExaminer(AdjustStock.self) { $0.examineMovement($1) { $0.isAdjustment } },
        CommandExaminer(ChangePrice.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(ChangeSKU.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(RenameProduct.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(SetProductActivity.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(RenameCustomer.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(SetCustomerActivity.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(ChangeCustomerReference.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(ChangePaymentTerms.self) { $0.examineNothing(at: $1.changedAt) },
        CommandExaminer(ChangeDefaultPaymentTerms.self) { $0.examineNothing(at: $1.changedAt) },
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
