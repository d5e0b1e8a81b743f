import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Stored receipts")
struct StoredReceiptTests {
    /// An accepted request whose stored receipt can be replaced by other bytes before a replay.
    private struct Replay<C: Command> {
        var shop: StorelessShop
        let command: C
        let receipt: C.Receipt
        let bytes: [UInt8]

        init(of command: C, in shop: StorelessShop) throws {
            var shop = shop
            receipt = try shop.accept(command, key: "key")
            bytes = try #require(shop.journal["key"]).receipt
            self.shop = shop
            self.command = command
        }

        func answer(from bytes: [UInt8]) throws -> Result<C.Receipt, CommandError<C.Rejection>> {
            var shop = shop
            try shop.overwriteReceipt(of: "key", with: bytes)
            let request = Request(command, key: "key", metadata: .empty)
            var state = shop.state(of: request.footprint)
            let answer = state.run(request)
            #expect(state.changes.count == 0, "\(C.kind)")
            return answer
        }

        /// Checks that the bytes cannot be read as a receipt.
        ///
        /// This is an error for the operator, because the command was committed.
        func expectUnreadable(_ bytes: [UInt8]) throws {
            guard case .failure(.store(let error)) = try answer(from: bytes) else {
                Issue.record("\(C.kind): \(bytes.hex) is read as a receipt")
                return
            }
            #expect(error.code == .unreadable)
            #expect(error.outcome == .committed)
            #expect(!error.isRetriable)
            #expect(error.key == "key")
        }

        /// Checks that the bytes are read as a receipt or give an error; damaged bytes may do either.
        func expectAnswer(from bytes: [UInt8], _ comment: Comment) throws {
            switch try answer(from: bytes) {
            case .success: break
            case .failure(.store(let error)): #expect(error.code == .unreadable, comment)
            case .failure(let error): Issue.record("\(error): \(comment)")
            }
        }
    }

    @Test("A stored receipt of each kind survives a round trip")
    func roundTrip() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                #expect(replay.bytes.first == 1)
                #expect(try replay.answer(from: replay.bytes) == .success(replay.receipt), "\(C.kind)")
            }
        }
        let sample = try Sample()
        try sample.visitEach(Visitor())
        // Receipts whose optional parts are missing.
        var shop = sample.shop
        let leaflet = try shop.addProduct(price: 0, stock: 2)
        let order = try shop.sell(leaflet, 1, to: sample.ada)
        try Visitor().visit(Purchase(by: sample.ada, [.init(leaflet, quantity: 1)]), in: shop)
        try Visitor().visit(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]), in: shop)
    }

    @Test("A stored receipt that was cut off at any byte gives an error")
    func everyPrefix() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                for count in 0..<replay.bytes.count {
                    try replay.expectUnreadable(Array(replay.bytes.prefix(count)))
                }
            }
        }
        try Sample().visitEach(Visitor())
    }

    @Test("A stored receipt followed by other bytes gives an error")
    func leftOver() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                try replay.expectUnreadable(replay.bytes + [0])
                try replay.expectUnreadable(replay.bytes + replay.bytes)
            }
        }
        try Sample().visitEach(Visitor())
    }

    @Test("A stored receipt of an unknown version gives an error that names the version")
    func unknownVersion() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                for version in UInt8.min ... .max where version != 1 {
                    let bytes = [version] + replay.bytes.dropFirst()
                    try replay.expectUnreadable(bytes)
                    guard case .failure(.store(let error)) = try replay.answer(from: bytes) else { continue }
                    #expect(error.message.contains("version \(version) of \(C.Receipt.self)"))
                }
            }
        }
        try Sample().visitEach(Visitor())
    }

    @Test("A stored receipt with one wrong bit gives an error or another receipt")
    func damaged() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                for index in replay.bytes.indices {
                    for bit in 0..<8 {
                        var bytes = replay.bytes
                        bytes[index] ^= 1 << bit
                        try replay.expectAnswer(from: bytes, "\(C.kind), bit \(bit) of byte \(index)")
                    }
                }
            }
        }
        try Sample().visitEach(Visitor())
    }

    @Test("Random bytes as a stored receipt give an error or a receipt", arguments: 1...4)
    func random(seed: UInt64) throws {
        struct Visitor: CommandVisitor {
            let seed: UInt64

            func visit<C: Command>(_ command: C, in shop: StorelessShop) throws {
                let replay = try Replay(of: command, in: shop)
                var generator = SeededGenerator(seed: seed)
                for _ in 0..<200 {
                    let length = Int.random(in: 0...2 * replay.bytes.count, using: &generator)
                    let bytes = generator.bytes(length)
                    try replay.expectAnswer(from: bytes, "\(C.kind), seed \(seed): \(bytes.hex)")
                    // Decoding gets further with a correct beginning.
                    let tail = Array(replay.bytes.prefix(length / 2)) + bytes
                    try replay.expectAnswer(from: tail, "\(C.kind), seed \(seed): \(tail.hex)")
                }
            }
        }
        try Sample().visitEach(Visitor(seed: seed))
    }
}
