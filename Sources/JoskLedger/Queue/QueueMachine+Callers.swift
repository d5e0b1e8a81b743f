// What callers do.

extension QueueMachine {
    /// Something is submitted. It waits, or is refused at once.
    mutating func submit(
        _ item: Item, as ticket: Ticket, footprint: Footprint, commandCount: Int, at now: Instant
    ) -> [Action] {
        let entry = Entry(
            ticket: ticket, item: item, footprint: footprint, commandCount: commandCount, since: now,
            round: round)
        return change(ticket.business) { line, machine in
            if let refusal = machine.refusal(in: line) { return [.refuse([entry], refusal)] }
            line.waiting.insert(entry)
            return machine.openLane(for: ticket.business, &line) { entry.isApart(from: $0) }
        }
    }

    /// A caller is cancelled. Nothing, if its submission was taken or answered meanwhile: it then gets the truth.
    mutating func cancel(_ ticket: Ticket) -> [Action] {
        change(ticket.business) { line, _ in
            guard let entry = line.waiting.remove(ticket) else { return [] }
            return [.refuse([entry], .cancelled)]
        }
    }

    /// The watch has made a round: those that have waited for too many are sent away.
    mutating func expire() -> [Action] {
        round += 1
        return Array(lines.keys).flatMap { business in
            change(business) { line, machine -> [Action] in
                let late = line.waiting.take {
                    machine.round - $0.round > Self.patience ? .take : .stop
                }
                return late.isEmpty ? [] : [.refuse(late, .waitedInVain)]
            }
        }
    }

    private func refusal(in line: Line) -> Refusal? {
        let waiting = line.waiting.commandCount
        if waiting >= settings.waitingPerBusiness { return .full(waiting: waiting, inAll: false) }
        if waitingInAll >= settings.waitingInAll { return .full(waiting: waitingInAll, inAll: true) }
        return nil
    }
}
