import JoskTesting
import Testing

@testable import JoskLedger

@Suite("The queue of pending commands")
struct PendingQueueTests {
    @Test("A queue of pending commands behaves like a plain list", arguments: UInt64(0)..<200)
    func asAList(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var pending = PendingQueue()
        var list: [UInt64] = []
        var next: UInt64 = 0
        for _ in 0..<400 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                // Sometimes two commands arrive in another order than that of their tickets.
                let numbers = Bool.random(using: &generator) ? [next] : [next + 1, next]
                next += UInt64(numbers.count)
                for number in numbers { pending.insert(.waiting(number)) }
                list += numbers.sorted()
            case 5..<8:
                guard let number = list.randomElement(using: &generator) else { continue }
                #expect(pending.remove(.of(number))?.ticket.number == number, "seed \(seed)")
                #expect(pending.remove(.of(number)) == nil, "seed \(seed)")
                list.removeAll { $0 == number }
            default:
                let (limit, divisor) = (Int.random(in: 0..<8, using: &generator), next % 3 + 2)
                let expected = Array(list.filter { $0 % divisor == 0 }.prefix(limit))
                var taken = 0
                let found = pending.take { command in
                    if taken == limit { return .stop }
                    guard command.ticket.number % divisor == 0 else { return .pass }
                    taken += 1
                    return .take
                }
                #expect(found.map(\.ticket.number) == expected, "seed \(seed)")
                list.removeAll(where: expected.contains)
            }
            #expect(pending.count == list.count && pending.commandCount == 2 * list.count, "seed \(seed)")
            #expect(pending.first?.ticket.number == list.first, "seed \(seed)")
        }
    }

    @Test("A queue of pending commands does not grow with removed commands")
    func gaps() throws {
        var pending = PendingQueue()
        for number: UInt64 in 0..<10 { pending.insert(.waiting(number)) }
        for number: UInt64 in 10..<100_000 {
            pending.insert(.waiting(number))
            #expect(pending.remove(.of(number)) != nil)
        }
        #expect(pending.count == 10)
        let places = try #require(Mirror(reflecting: pending).descendant("places") as? [Any])
        #expect(places.count < 100)
    }
}

extension PendingCommand.Ticket {
    fileprivate static let business = Business.ID()
    fileprivate static func of(_ number: UInt64) -> Self { Self(business: business, number: number) }
}

extension PendingCommand {
    fileprivate static func waiting(_ number: UInt64) -> PendingCommand {
        PendingCommand(.doingNothing(commands: 2), as: .of(number), queuedAt: .now, sweep: 0)
    }
}
