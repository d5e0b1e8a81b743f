/// Audits what one product's rows prove: the chain of its stock movements, and its stock.
struct ProductAudit: Sendable {
    var productID: Product.ID { item.id }
    private let item: ProductStock
    private var previous: StockMovement?
    /// When the movement before that moved.
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
                "stock \(movement.stock) after \(stock) and \(movement.quantity)")
            let before = previous?.movedAt ?? item.product.addedAt
            if movement.movedAt < before { doubtPreviousIfLate(&findings) }
            findings.expect(
                movement.movedAt >= before, .timeNeverGoesBack,
                previous == nil ? [.product(productID), .movement(movement)] : both,
                "\(movement.movedAt) after \(before)")
        } else if movement.sequence > last {
            reportMissing(last &+ 1, [.movement(movement)], "\(movement.sequence) follows \(last)", &findings)
        } else {
            findings.report(
                .sequenceWithoutGaps, [.movement(movement)], "\(movement.sequence) follows \(last)")
        }
        earlier = previous?.movedAt ?? item.product.addedAt
        previous = movement
    }

    /// A movement is later than its command only where the one before it is as late.
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
            fits, .amountFitsKind, [.movement(movement)], "\(movement.kind) of \(movement.quantity)")
        findings.expect(
            movement.stock >= 0, .stockIsSum, [.movement(movement)], "stock \(movement.stock)")
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
            // The newest are missing, or the count was changed; which, the command tells.
            let missing = Suspect.movement(productID, last &+ 1)
            findings.note(missing, mayBe: .someMovement(of: productID))
            suspects.append(missing)
        } else if let previous {
            suspects.append(.movement(previous))
        }
        let found = "\(item.stock) after \(item.movementCount) movements"
        findings.expect(
            item.movementCount == last, .stockMatchesMovements, suspects, "\(found); the last is \(last)")
        let stock = previous?.stock ?? 0
        findings.expect(
            item.stock == stock, .stockMatchesMovements, suspects, "\(found); the last left \(stock)")
        if let previous, previous.movedAt > item.movedAt { doubtPreviousIfLate(&findings) }
        let moved = previous?.movedAt ?? item.product.addedAt
        findings.expect(
            item.movedAt == moved, .stockMatchesMovements, suspects,
            "moved at \(item.movedAt); the last moved at \(moved)")
    }
}
