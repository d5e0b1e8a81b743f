/// Audits one product's rows: the chain of its stock movements, and its stock.
struct ProductAudit: Sendable {
    var productID: Product.ID { item.id }
    private let item: ProductStock
    private var previous: StockMovement?
    /// The time of the movement before the previous one.
    private var earlier: Timestamp?

    init(of item: ProductStock, in businessID: Business.ID) { self.item = item }

    mutating func examine(_ movement: StockMovement, _ findings: inout Findings) {
        examineKind(of: movement, &findings)
        let last = previous?.sequence ?? 0
        if Int128(movement.sequence) == Int128(last) + 1 {
            let both: [Suspect] = [.movement(movement)] + (previous.map { [.movement($0)] } ?? [])
            let stock = previous?.stock ?? 0
            findings.expect(
                Int128(movement.stock) == Int128(stock) + Int128(movement.quantity), .stockIsSum, both,
                "expected the stock \(stock) + \(movement.quantity) in \(Suspect.movement(movement)), "
                    + "found \(movement.stock)")
            let before = previous?.movedAt ?? item.product.addedAt
            if movement.movedAt < before { doubtPreviousIfLate(&findings) }
            findings.expect(
                movement.movedAt >= before, .timeNeverGoesBack,
                previous == nil ? [.product(productID), .movement(movement)] : both,
                "the time of \(Suspect.movement(movement)) is \(movement.movedAt), earlier than \(before) of "
                    + (previous == nil ? "the product's addition" : "the previous movement"))
        } else if movement.sequence > last {
            reportMissing(last &+ 1, [.movement(movement)], gap(after: last, at: movement), &findings)
        } else {
            findings.report(.sequenceWithoutGaps, [.movement(movement)], gap(after: last, at: movement))
        }
        earlier = previous?.movedAt ?? item.product.addedAt
        previous = movement
    }

    private func gap(after last: Int64, at movement: StockMovement) -> String {
        "expected movement \(Int128(last) + 1) of product \(productID), found movement \(movement.sequence)"
    }

    /// Doubts the previous movement if it is later than its predecessor.
    ///
    /// A movement may be later than its command only if the movement before it is as late.
    private func doubtPreviousIfLate(_ findings: inout Findings) {
        guard let previous, let earlier, previous.movedAt > earlier else { return }
        findings.doubtIfLate(.stockMovement(productID, sequence: previous.sequence))
    }

    private func examineKind(of movement: StockMovement, _ findings: inout Findings) {
        let fits =
            switch movement.kind {
            case .receipt, .return: movement.quantity > 0
            case .sale: movement.quantity < 0
            case .adjustment: movement.quantity != 0
            }
        findings.expect(
            fits, .amountFitsKind, [.movement(movement)],
            "the quantity \(movement.quantity) of \(Suspect.movement(movement)) "
                + "does not fit its kind \(movement.kind)")
        findings.expect(
            movement.stock >= 0, .stockIsSum, [.movement(movement)],
            "expected a stock of at least 0 in \(Suspect.movement(movement)), found \(movement.stock)")
    }

    private func reportMissing(
        _ sequence: Int64, _ others: [Suspect], _ detail: String, _ findings: inout Findings
    ) {
        let missing = Suspect.movement(productID, sequence)
        findings.report(.sequenceWithoutGaps, [missing] + others, detail)
        findings.note(missing, mayBe: .someMovement(of: productID))
    }

    func close(_ findings: inout Findings) {
        let last = previous?.sequence ?? 0
        var suspects: [Suspect] = [.product(productID)]
        if item.movementCount > last {
            // The newest movements are missing, or the count was changed. The command shows which.
            let missing = Suspect.movement(productID, last &+ 1)
            findings.note(missing, mayBe: .someMovement(of: productID))
            suspects.append(missing)
        } else if let previous {
            suspects.append(.movement(previous))
        }
        findings.expect(
            item.movementCount == last, .stockMatchesMovements, suspects,
            "expected \(last) movements of product \(productID), found the count \(item.movementCount)")
        let stock = previous?.stock ?? 0
        findings.expect(
            item.stock == stock, .stockMatchesMovements, suspects,
            "expected the stock \(stock) after \(last) movements of product \(productID), "
                + "found \(item.stock)")
        if let previous, previous.movedAt > item.movedAt { doubtPreviousIfLate(&findings) }
        let moved = previous?.movedAt ?? item.product.addedAt
        findings.expect(
            item.movedAt == moved, .stockMatchesMovements, suspects,
            "expected the time \(moved) after \(last) movements of product \(productID), "
                + "found \(item.movedAt)")
    }
}
