import Foundation
import Testing

@testable import JoskLedger

@Suite("The command registry")
struct CommandRegistryTests {
    private final class Kinds: CommandVisitor {
        var kinds: Set<String> = []
        func visit<C: Command>(_ command: C, in shop: StorelessShop) throws { kinds.insert(C.kind) }
    }

    @Test("The command registry contains exactly the commands of the sample")
    func sample() throws {
        let visitor = Kinds()
        try Sample().visitEach(visitor)
        #expect(visitor.kinds == Set(CommandRegistry.byKind.keys))
    }

    private final class Rows: CommandVisitor {
        func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
            let written = try shop.changes(of: command).rows
            let declared = try #require(CommandRegistry.byKind[C.kind]).writtenRows
            #expect(written == declared, "\(C.kind)")
        }
    }

    @Test("The command registry lists the kinds of rows that each command writes")
    func rows() throws { try Sample().visitEach(Rows()) }

    @Test("The command registry contains exactly the kinds that the sources of the commands declare")
    func sources() throws {
        let commands = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/JoskLedger/Commands")
        var kinds: Set<String> = []
        let files = try #require(
            FileManager.default.enumerator(at: commands, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let parts = line.split(separator: "\"")
                if line.contains("static let kind = "), parts.count > 1 { kinds.insert(String(parts[1])) }
            }
        }
        #expect(kinds == Set(CommandRegistry.byKind.keys))
    }

    @Test("The command registry and the audit's examiners contain the same commands")
    func examiners() {
        #expect(Set(CommandRegistry.byKind.keys) == Set(CommandExaminers.byKind.keys))
    }
}

extension TransactionChanges {
    fileprivate var rows: Set<RegisteredCommand.RowKind> {
        var rows: Set<RegisteredCommand.RowKind> = []
        if business != nil || changedBusiness != nil { rows.insert(.business) }
        if !customers.isEmpty || !changedCustomers.isEmpty { rows.insert(.customer) }
        if !products.isEmpty || !changedProducts.isEmpty { rows.insert(.product) }
        if !orders.isEmpty { rows.insert(.order) }
        if !refunds.isEmpty { rows.insert(.refund) }
        if !entries.isEmpty { rows.insert(.ledgerEntry) }
        if !movements.isEmpty { rows.insert(.stockMovement) }
        return rows
    }
}
