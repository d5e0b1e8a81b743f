import Foundation
import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Random canonical bytes")
struct RandomBytesTests {
    /// A value of each canonical type other than the receipts.
    private static func values() throws -> [any CanonicalCodable] {
        let (hash, day) = (ContentHash(hashing: [1]), CalendarDate(clampingDaysSince1970: 1))
        let seal = CommandSeal(row: hash.prefix, facts: ContentHash.zero.prefix)
        return [
            Int64(7), true, "text", Int64?.some(7), ["a", "b"], Customer.ID.numbered(1),
            SKU(stringLiteral: "TEA-1"), Currency.gbp, Money.pence(450), Timestamp(microseconds: 1), day,
            try Metadata(["by": "ada", "note": ""]), Metadata.Pair(key: "by", value: "ada"), hash,
            hash.prefix, seal, PaymentTerms.days(30), Payment.ID(customerID: .numbered(1), entrySequence: 2),
            Refund.ID(orderID: .numbered(1), number: 2),
            LedgerEntry.Adjustment.openingBalance(due: day),
            PostedEntry(customerID: .numbered(1), sequence: 1, hash: hash),
            PurchaseReceipt.Charge(
                entry: .init(customerID: .numbered(1), sequence: 1, hash: hash), dueDate: day),
            PurchaseLine(.numbered(1), quantity: 2, unitPrice: .pence(3)),
            RefundRequestLine(lineNumber: 1, quantity: 2),
        ]
    }

    /// Collects a receipt of each command.
    private final class Receipts: CommandVisitor {
        var values: [any CanonicalCodable] = []
        func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
            var shop = shop
            values.append(try shop.accept(command))
        }
    }

    private func all() throws -> [any CanonicalCodable] {
        let receipts = Receipts()
        try Sample().visitEach(receipts)
        return try Self.values() + receipts.values
    }

    @Test(
        "Random, shortened and altered canonical bytes give an error or a value with these bytes",
        arguments: 1...4)
    func random(seed: UInt64) throws {
        func examine<Value: CanonicalCodable>(_ value: Value, _ generator: inout SeededGenerator) {
            let valid = value.canonicalBytes
            for number in 0..<300 {
                var bytes = valid
                switch number % 3 {
                case 0: bytes = generator.bytes(generator.number(in: 0...2 * valid.count))
                case 1:
                    // Decoding gets further with a correct beginning.
                    bytes =
                        valid.prefix(generator.number(in: 0...valid.count))
                        + generator.bytes(generator.number(in: 0...9))
                default: bytes[generator.number(in: 0...valid.count - 1)] = generator.bytes(1)[0]
                }
                guard let decoded = try? Value(canonicalBytes: bytes) else { continue }
                #expect(decoded.canonicalBytes == bytes, "\(Value.self), seed \(seed): \(bytes.hex)")
            }
        }
        var generator = SeededGenerator(seed: seed)
        for value in try all() { examine(value, &generator) }
    }

    @Test("The canonical types of the sources and those tested with random bytes are the same")
    func covers() throws {
        let sources = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/JoskLedger")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var declared: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = "\n" + (try String(contentsOf: file, encoding: .utf8))
            for match in text.matches(of: #/\nextension ([\w.]+): (CanonicalCodable|CommandReceipt)\b/#) {
                declared.insert(String(match.output.1))
            }
        }
        let tested = try all().map { value in
            // Without the module and the types in angle brackets.
            let name = String(reflecting: type(of: value)).split(separator: "<")[0]
            return name.split(separator: ".").dropFirst().joined(separator: ".")
        }
        #expect(Set(tested) == declared)
    }

    @Test("Random bytes at the end of a stored receipt give a seal or none", arguments: 1...4)
    func seals(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let receipt = generator.bytes(generator.number(in: 0...80))
            let entry = JournalEntry(
                id: .numbered(1), key: "key", kind: "purchase", fingerprint: .zero, receipt: receipt,
                factCount: 0, metadata: .empty, recordedAt: Timestamp(microseconds: 0))
            let isSealed = receipt.count > CommandSeal.byteCount
            #expect((entry.seal != nil) == isSealed, "seed \(seed): \(receipt.hex)")
            let parts = (entry.unsealedReceipt ?? []) + (entry.seal?.canonicalBytes ?? [])
            #expect(parts == (isSealed ? receipt[...] : []), "seed \(seed)")
        }
    }
}
