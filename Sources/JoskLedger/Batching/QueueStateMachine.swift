/// Decides which submissions go together in which transaction. It does no I/O, waits for nothing and knows no store:
/// whoever drives it tells what happened and does the actions that come back.
///
/// A submission waits in its business's line until a transaction takes it. A transaction runs in a *lane*; a business
/// has one lane, or a few. A lane is opened when there is something to do, asks the store for a transaction, and takes
/// what has come by the time that the store is ready for it. When it is over, and something waits, the next is opened:
/// so the batches grow with the load, and no timer is needed to make them.
struct QueueMachine<Item: Sendable>: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// The name of a submission.
    struct Ticket: Sendable, Hashable {
        let business: Business.ID
        let number: UInt64
    }

    /// The name of a transaction.
    struct Lane: Sendable, Hashable {
        let business: Business.ID
        let number: UInt64
    }

    /// A submission. It never changes, and is handed around: so it is an object, which costs less to copy.
    final class Entry: Sendable {
        let ticket: Ticket
        let item: Item
        let footprint: Footprint
        /// The rows of the footprint, about.
        let weight: Int
        let commandCount: Int
        /// When it came, by the clock, and by the watch.
        let since: Instant
        let round: Int

        init(
            ticket: Ticket, item: Item, footprint: Footprint, commandCount: Int, since: Instant, round: Int
        ) {
            self.ticket = ticket
            self.item = item
            self.footprint = footprint
            weight = footprint.weight
            self.commandCount = commandCount
            self.since = since
            self.round = round
        }
    }

    /// What to do, once the machine is left, in this order.
    enum Action: Sendable {
        /// Begin a transaction for this lane. When the store asks for work, `take` it; when all is over, tell with
        /// `finished`.
        case start(Lane)
        /// Tell these that they were not taken, and never will be.
        case refuse([Entry], Refusal)
        /// Tell these that the store failed.
        case fail([Entry], StoreError)
    }

    /// Why a submission was not taken.
    enum Refusal: Sendable, Hashable {
        /// So many commands wait that this one may not.
        case full(waiting: Int, inAll: Bool)
        /// It has waited as long as anybody may. With why the last transaction that would have taken it could not begin, if
        /// one could not.
        case waitedInVain(after: StoreError?)
        /// Its caller was cancelled.
        case cancelled
    }

    /// A part of what has failed together, and how.
    struct Part: Sendable {
        var entries: [Entry]
        let failure: StoreError
    }

    /// What becomes of a lane. One that is over has no phase.
    enum Phase: Sendable {
        /// It waits until the store asks for work. Next: `running`, over (there was nothing to do any more, or the store
        /// failed).
        case asking
        /// It has taken something. Next: over.
        case running(Taken)
    }

    /// One business.
    struct Line: Sendable {
        var waiting = WaitingLine<Item>()
        /// What was taken, has failed together and has left nothing behind: each part is to be tried alone, before
        /// anything else.
        var parts: [Part] = []
        /// Why the last transaction could not begin, if it could not.
        var lastFailure: StoreError?
        /// One, or a few.
        var lanes: [(name: Lane, phase: Phase)] = []

        var isOver: Bool { waiting.isEmpty && parts.isEmpty && lanes.isEmpty }
        var hasWork: Bool { !waiting.isEmpty || !parts.isEmpty }
        var isAsking: Bool { lanes.contains { if case .asking = $0.phase { true } else { false } } }

        /// What becomes of a lane; nil if it is over.
        subscript(lane: Lane) -> Phase? {
            get { lanes.first { $0.name == lane }?.phase }
            set {
                lanes.removeAll { $0.name == lane }
                if let newValue { lanes.append((lane, newValue)) }
            }
        }
    }

    /// The rounds of the watch that a submission may wait.
    static var patience: Int { 8 }

    let settings: QueueSettings
    /// How many rounds the watch has made. Waiting is measured in rounds and not by the clock: where the whole process
    /// gets no time to run, the watch gets none either, and nobody is sent away who would have been next.
    var round = 0
    var lines: [Business.ID: Line] = [:]
    /// How many commands wait, of all businesses.
    private(set) var waitingInAll = 0
    private var lastNumber: UInt64 = 0

    init(_ settings: QueueSettings) { self.settings = settings.sound }

    /// Whether anybody waits who may have to be sent away.
    var isWaitedIn: Bool { waitingInAll > 0 || lines.values.contains { !$0.parts.isEmpty } }

    /// A name for something that is going to be submitted.
    mutating func makeTicket(in business: Business.ID) -> Ticket {
        Ticket(business: business, number: nextNumber())
    }

    /// Tickets and lanes are numbered together, so that their numbers tell who came before whom.
    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// Changes one business's line, and keeps no line that nothing is in. Businesses come and go.
    mutating func change<Result>(
        _ business: Business.ID, _ body: (inout Line, inout QueueMachine) -> Result
    ) -> Result {
        var line = Line()
        let place = lines.index(forKey: business)
        // Taken out for as long as it is changed, so that it is not copied.
        if let place { swap(&line, &lines.values[place]) }
        let before = line.waiting.commandCount
        let result = body(&line, &self)
        waitingInAll += line.waiting.commandCount - before
        switch (place, line.isOver) {
        case (let place?, false): swap(&line, &lines.values[place])
        case (let place?, true): lines.remove(at: place)
        case (nil, false): lines[business] = line
        case (nil, true): break
        }
        return result
    }
}
