import JoskTesting
import Testing

@testable import JoskLibPQ

@Suite("Fair waiting for connections")
struct FairWaitQueueTests {
    /// A pool that can open all its connections.
    private struct Bench {
        var pool: PoolStateMachine
        var lent: [PoolStateMachine.ConnectionID: ConnectionUse] = [:]
        /// The uses in the order in which they were granted.
        var granted: [ConnectionUse] = []
        var refused: [PoolError] = []

        init(maximum: Int = 8, _ limits: WaitLimits = WaitLimits()) {
            pool = PoolStateMachine(
                .init(maximum: maximum, waitLimits: limits, backoff: .seconds(1)...(.seconds(1))))
        }

        mutating func lease(_ use: ConnectionUse, times: Int = 1) {
            for _ in 0..<times { apply(pool.lease(pool.makeWaiter(for: use))) }
        }

        /// Returns a connection that is lent for a kind of work, of any party or of one.
        mutating func release(_ kind: ConnectionUse.Kind, of party: ConnectionUse.Party? = nil) throws {
            let uses = lent.filter { $0.value.kind == kind && (party ?? $0.value.party) == $0.value.party }
            let id = try #require(uses.keys.min { $0.number < $1.number })
            lent[id] = nil
            apply(pool.release(id, isReusable: true))
        }

        private mutating func apply(_ actions: [PoolStateMachine.Action]) {
            for action in actions {
                switch action {
                case .open(let id): apply(pool.opened(id))
                case .lend(let id, let waiter):
                    lent[id] = waiter.use
                    granted.append(waiter.use)
                case .refuse(_, let reason): refused.append(reason)
                case .close, .backOff, .finishShutdown: break
                }
            }
        }

        func count(_ kind: ConnectionUse.Kind, of party: ConnectionUse.Party? = nil) -> Int {
            lent.values.count { $0.kind == kind && (party ?? $0.party) == $0.party }
        }
    }

    private static let parties = (0..<4).map { ConnectionUse.Party(high: 0, low: $0 + 1) }
    private let loud = parties[0]
    private let quiet = parties[1]
    private let third = parties[2]

    @Test("The shares of eight connections", arguments: [8])
    func shares(maximum: Int) {
        let shares = PoolShares(of: maximum)
        #expect(shares.commands == 7 && shares.largeCommands == 3 && shares.commandsPerParty == 4)
        #expect(shares.reads == 6 && shares.readsPerParty == 3 && shares.largeReads == 3)
        #expect(shares.scans == 2 && shares.scansPerParty == 1 && shares.longWork == 4 && !shares.takeTurns)
    }

    @Test("Every share of every number of connections is at least one, and parties leave some to others")
    func sharesOfAll() {
        for maximum in 1...64 {
            let shares = PoolShares(of: maximum)
            let all = [
                shares.commands, shares.largeCommands, shares.commandsPerParty, shares.reads,
                shares.largeReads, shares.readsPerParty, shares.scans, shares.scansPerParty, shares.longWork,
                shares.largeCommandsPerParty, shares.largeReadsPerParty,
            ]
            #expect(all.allSatisfy { (1...maximum).contains($0) }, "\(maximum): \(shares)")
            if maximum >= 4 {
                #expect(shares.commands < maximum && shares.reads < maximum)
                #expect(shares.readsPerParty < shares.reads && shares.largeCommands < shares.commands)
                #expect(shares.longWork < shares.commands && shares.longWork < shares.reads)
                let ofOneParty = shares.readsPerParty + shares.largeReadsPerParty + shares.scansPerParty
                #expect(ofOneParty < shares.reads || maximum < 6)
            }
        }
    }

    @Test("A party with thousands of reads has half of the read connections; another gets one at once")
    func readsLeaveRoom() {
        var bench = Bench()
        bench.lease(.read(of: loud), times: 5_000)
        #expect(bench.count(.read, of: loud) == 3)
        bench.lease(.read(of: quiet))
        bench.lease(.command(of: quiet))
        #expect(bench.count(.read, of: quiet) == 1 && bench.count(.command, of: quiet) == 1)
    }

    @Test("Reads of several parties are served in turn")
    func readsInTurn() throws {
        var bench = Bench()
        bench.lease(.read(of: loud), times: 20)
        bench.lease(.read(of: quiet), times: 20)
        bench.lease(.read(of: third), times: 2)
        #expect(bench.lent.count == 6)
        for _ in 0..<6 { try bench.release(.read) }
        // The first three went to one party, before the others came.
        #expect(bench.granted.map(\.party).prefix(3) == [loud, loud, loud])
        #expect(bench.granted.map(\.party).dropFirst(6).count { $0 == third } == 2)
    }

    @Test("A party misses the further turns that its read takes")
    func longReads() {
        var rotation = PartyRotation()
        for number in 0..<40 {
            let isLong = number % 2 == 0
            rotation.insert(
                .init(number: number, use: .read(of: isLong ? loud : quiet, turns: isLong ? 4 : 1)))
        }
        var served: [ConnectionUse.Party] = []
        while let waiter = rotation.next(where: { _ in true }) { served.append(waiter.use.party) }
        #expect(served.count == 40)
        #expect(served.prefix(5) == [loud, quiet, quiet, quiet, quiet])
        #expect(served.prefix(20).count { $0 == loud } <= 5)
    }

    @Test("Scans have a quarter of the connections, a party has half of these, and other reads go on")
    func scans() throws {
        var bench = Bench()
        bench.lease(.scan(of: loud), times: 16)
        #expect(bench.count(.scan) == 1)
        bench.lease(.scan(of: quiet), times: 2)
        #expect(bench.count(.scan) == 2)
        bench.lease(.read(of: loud))
        bench.lease(.command(of: loud))
        #expect(bench.count(.read) == 1 && bench.count(.command) == 1)
        try bench.release(.scan)
        #expect(bench.count(.scan) == 2)
    }

    @Test("Commands and audits leave a connection to other reads, and both go on")
    func scansBesideCommands() throws {
        var bench = Bench()
        for party in Self.parties { bench.lease(.command(of: party), times: 20) }
        bench.lease(.scan(of: loud), times: 4)
        #expect(bench.count(.command) == 7 && bench.count(.scan) == 0)
        try bench.release(.command)
        #expect(bench.count(.command) == 6 && bench.count(.scan) == 1)
        for _ in 0..<10 {
            bench.lease(.read(of: quiet))
            #expect(bench.granted.last == .read(of: quiet))
            try bench.release(.read)
            try bench.release(.command)
            #expect(bench.granted.last?.kind == .command)
        }
    }

    @Test("Large reads and commands leave a connection to other reads, and both go on")
    func largeReadsBesideCommands() throws {
        var bench = Bench()
        for party in Self.parties { bench.lease(.read(of: party, isLarge: true, turns: 11), times: 20) }
        #expect(bench.count(.largeRead) == 3)
        for party in Self.parties { bench.lease(.command(of: party), times: 20) }
        #expect(bench.count(.command) == 4)
        for _ in 0..<20 {
            bench.lease(.read(of: quiet))
            #expect(bench.granted.last == .read(of: quiet))
            try bench.release(.read)
            try bench.release(bench.count(.largeRead) > 1 ? .largeRead : .command)
            #expect(bench.granted.last?.kind == .command)
        }
        #expect(bench.count(.command) == 6 && bench.count(.largeRead) == 1)
        try bench.release(.largeRead)
        #expect(bench.granted.last?.kind == .largeRead)
    }

    @Test("Work that takes long leaves connections to other work, in a pool of any size", arguments: 4...16)
    func shortWorkBesideLongWork(maximum: Int) {
        let long: [(ConnectionUse.Party) -> ConnectionUse] = [
            { .command(of: $0, isLarge: true) }, { .read(of: $0, isLarge: true) }, { .scan(of: $0) },
        ]
        for first in long.indices {
            var bench = Bench(maximum: maximum)
            for use in long[first...] + long[..<first] {
                for party in Self.parties { bench.lease(use(party), times: 20) }
            }
            #expect(bench.lent.count == PoolShares(of: maximum).longWork)
            bench.lease(.command(of: quiet))
            bench.lease(.read(of: loud))
            #expect(bench.count(.command, of: quiet) == 1 && bench.count(.read, of: loud) == 1)
        }
    }

    @Test("Short reads and large commands leave a connection to a short command", arguments: 4...16)
    func shortCommandBesideReads(maximum: Int) {
        var bench = Bench(maximum: maximum)
        for party in Self.parties { bench.lease(.read(of: party), times: 20) }
        for party in Self.parties { bench.lease(.command(of: party, isLarge: true), times: 20) }
        bench.lease(.command(of: quiet))
        #expect(bench.count(.command) == 1)
    }

    @Test("Commands and reads take turns in a pool of one connection, also with long reads of two kinds")
    func longReadsInTurn() throws {
        var bench = Bench(maximum: 1)
        bench.lease(.command(of: loud), times: 20)
        bench.lease(.scan(of: quiet), times: 20)
        bench.lease(.read(of: third, isLarge: true), times: 20)
        bench.lease(.read(of: third), times: 20)
        for _ in 0..<12 { try bench.release(try #require(bench.lent.values.first).kind) }
        let areCommands = bench.granted.map { $0.kind == .command }
        #expect(areCommands == (0..<13).map { $0.isMultiple(of: 2) })
        for kind in [ConnectionUse.Kind.read, .largeRead, .scan] {
            #expect(bench.granted.count { $0.kind == kind } == 2)
        }
    }

    /// A combination of work in which a use once never got a connection, although all others returned theirs.
    struct Starvation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let victim: ConnectionUse
        let others: [ConnectionUse]
    }

    private static let starvations: [Starvation] = {
        let (a, b) = (parties[0], parties[1])
        let reads: [ConnectionUse] = [.read(of: a), .read(of: b, isLarge: true)]
        return [
            .init(
                testDescription: "a large read beside its business's reads and another's large reads",
                victim: .read(of: a, isLarge: true), others: reads),
            .init(
                testDescription: "a large command beside its business's commands and another's large ones",
                victim: .command(of: a, isLarge: true),
                others: [.command(of: a), .command(of: b, isLarge: true)]),
            .init(
                testDescription: "a large command beside large reads, audits and commands",
                victim: .command(of: a, isLarge: true),
                others: [.command(of: b), .read(of: b, isLarge: true), .scan(of: b)]),
            .init(
                testDescription: "an audit beside everything else", victim: .scan(of: a),
                others: reads + [.command(of: a), .command(of: b), .command(of: b, isLarge: true)]),
            .init(
                testDescription: "a command beside all reads", victim: .command(of: a),
                others: reads + [.scan(of: a), .scan(of: b), .read(of: b)]),
        ]
    }()

    @Test(
        "Work gets a connection in a pool of any size while all others return theirs in turn",
        arguments: starvations, 1...16)
    func nothingStarves(_ starvation: Starvation, maximum: Int) throws {
        for seed in UInt64(1)...20 {
            var generator = SeededGenerator(seed: seed)
            var bench = Bench(maximum: maximum)
            for use in starvation.others { bench.lease(use, times: 400) }
            bench.lease(starvation.victim)
            for _ in 0..<300 where !bench.granted.contains(starvation.victim) {
                // Each kind is returned as often as the others, although it takes longer: the worst case.
                let kinds = Set(bench.lent.values.map(\.kind)).sorted { "\($0)" < "\($1)" }
                try bench.release(generator.element(of: kinds))
            }
            #expect(bench.granted.contains(starvation.victim), "seed \(seed)")
        }
    }

    @Test("An audit leaves connections to its business's reads, in a pool of any size", arguments: 2...16)
    func readsBesideScan(maximum: Int) {
        var bench = Bench(maximum: maximum)
        bench.lease(.scan(of: loud))
        bench.lease(.read(of: loud))
        bench.lease(.read(of: loud))
        #expect(bench.count(.scan) == 1)
        #expect(bench.count(.read) == (maximum == 2 ? 1 : 2))
    }

    @Test("A party that read long pages alone owes no more turns than its last read takes")
    func debt() {
        var rotation = PartyRotation()
        for number in 0..<1_000 { rotation.insert(.init(number: number, use: .read(of: loud, turns: 11))) }
        for _ in 0..<900 { _ = rotation.next { _ in true } }
        for number in 1_000..<1_100 { rotation.insert(.init(number: number, use: .read(of: quiet))) }
        let served = (0..<24).compactMap { _ in rotation.next { _ in true }?.use.party }
        #expect(served.count { $0 == loud } == 2)
    }

    @Test("A waiter that was lent a dead connection is the next of all parties")
    func putsBack() throws {
        var bench = Bench(maximum: 1)
        bench.lease(.command(of: loud))
        for party in Self.parties { bench.lease(.command(of: party)) }
        let id = try #require(bench.lent.keys.first)
        try bench.release(.command)
        let dead = try #require(bench.granted.last)
        let waiter = PoolStateMachine.WaiterID(number: 2, use: dead)
        _ = bench.pool.replace(id, for: waiter, jitter: 1)
        guard case .open(let other)? = bench.pool.closed(id).first else { throw Unexpected() }
        #expect(bench.pool.opened(other) == [.lend(other, to: waiter)])
    }

    private struct Unexpected: Error {}

    @Test("Commands of one party have all connections of commands, until another party waits")
    func commandsOfOneParty() throws {
        var bench = Bench()
        bench.lease(.command(of: loud), times: 20)
        #expect(bench.count(.command, of: loud) == 7)
        bench.lease(.command(of: quiet))
        bench.lease(.command(of: third))
        for _ in 0..<2 { try bench.release(.command, of: loud) }
        #expect(bench.count(.command, of: quiet) == 1 && bench.count(.command, of: third) == 1)
    }

    @Test("Large commands leave connections to others")
    func largeCommands() {
        var bench = Bench()
        for party in Self.parties { bench.lease(.command(of: party, isLarge: true), times: 5) }
        #expect(bench.count(.largeCommand) == 3)
        bench.lease(.command(of: quiet))
        #expect(bench.count(.command) == 1)
    }

    @Test("Commands come before reads, and reads get their connections nevertheless")
    func commandsFirst() throws {
        var bench = Bench()
        for party in Self.parties { bench.lease(.read(of: party), times: 20) }
        #expect(bench.count(.read) == 6)
        bench.lease(.command(of: loud), times: 20)
        #expect(bench.count(.command) == 2)
        try bench.release(.read)
        #expect(bench.granted.last?.kind == .command)
        for _ in 0..<20 where bench.count(.read) > 1 { try bench.release(.read) }
        #expect(bench.count(.command) == 7 && bench.count(.read) == 1)
        try bench.release(.read)
        #expect(bench.granted.last?.kind == .read)
    }

    @Test("In a pool of one connection, commands and reads take turns")
    func alternates() {
        var pool = PoolStateMachine(
            .init(maximum: 1, waitLimits: WaitLimits(), backoff: .seconds(1)...(.seconds(1))))
        var actions = pool.lease(pool.makeWaiter(for: .command(of: loud)))
        guard case .open(let id) = actions.first else { return #expect(Bool(false)) }
        actions = pool.opened(id)
        for _ in 0..<4 {
            _ = pool.lease(pool.makeWaiter(for: .command(of: loud)))
            _ = pool.lease(pool.makeWaiter(for: .read(of: quiet)))
        }
        var kinds: [ConnectionUse.Kind] = []
        for _ in 0..<8 {
            actions = pool.release(id, isReusable: true)
            if case .lend(_, let waiter) = actions.first { kinds.append(waiter.use.kind) }
        }
        #expect(kinds == [.read, .command, .read, .command, .read, .command, .read, .command])
    }

    @Test("A read beyond a limit is refused with the limit, and those of other parties are not")
    func limits() {
        var bench = Bench(WaitLimits(commands: 1, reads: 5, readsPerParty: 3))
        bench.lease(.read(of: loud), times: 7)
        #expect(bench.refused == [.tooManyWaiting(.readsOfParty(3))])
        bench.lease(.read(of: quiet), times: 5)
        #expect(bench.refused.count == 1)
        bench.lease(.read(of: third), times: 2)
        #expect(bench.refused.last == .tooManyWaiting(.reads(5)))
        bench.lease(.command(of: loud), times: 4)
        #expect(bench.refused.last == .tooManyWaiting(.commands(1)))
    }
}
