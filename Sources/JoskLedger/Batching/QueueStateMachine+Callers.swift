// What callers do.

extension QueueMachine {
    /// Something is submitted. It waits, or is refused at once.
    mutating func submit(
        _ item: Item, as ticket: Ticket, footprint: Footprint, commandCount: Int, at now: Instant
    ) -> [Action] {
        let entry = Entry(
            ticket: ticket, item: item, footprint: footprint, commandCount: commandCount,
            since: now, round: round)
        return change(ticket.business) { line, machine in
            if let refusal = machine.refusal(in: line) { return [.refuse([entry], refusal)] }
            line.waiting.insert(entry)
            return machine.openLane(for: ticket.business, &line, looking: machine.shortLook)
        }
    }

    /// A caller is cancelled. Nothing, if its submission was taken or answered meanwhile: it then gets the truth. What was
    /// taken, and is to be tried again, has not happened.
    mutating func cancel(_ ticket: Ticket) -> [Action] {
        change(ticket.business) { line, _ in
            guard let entry = line.waiting.remove(ticket) ?? line.removeFromParts(ticket) else { return [] }
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
                let refusals: [Action] =
                    late.isEmpty ? [] : [.refuse(late, .waitedInVain(after: line.lastFailure))]
                return refusals + line.expireParts { machine.round - $0.round > Self.patience }
            }
        }
    }

    private func refusal(in line: Line) -> Refusal? {
        let waiting = line.waiting.commandCount
        if waiting >= settings.waitingPerBusiness { return .full(waiting: waiting, inAll: false) }
        if waiting > 0, waitingInAll >= settings.waitingInAll {
            return .full(waiting: waitingInAll, inAll: true)
        }
        return nil
    }
}

extension QueueMachine.Line {
    fileprivate mutating func removeFromParts(_ ticket: QueueMachine.Ticket) -> QueueMachine.Entry? {
        for part in parts.indices {
            guard let place = parts[part].entries.firstIndex(where: { $0.ticket == ticket }) else { continue }
            let entry = parts[part].entries.remove(at: place)
            parts.removeAll { $0.entries.isEmpty }
            return entry
        }
        return nil
    }

    /// Those of the parts that are late get the failure that they have shared.
    fileprivate mutating func expireParts(
        _ isLate: (QueueMachine.Entry) -> Bool
    ) -> [QueueMachine.Action] {
        var actions: [QueueMachine.Action] = []
        for part in parts.indices {
            let late = parts[part].entries.filter(isLate)
            if late.isEmpty { continue }
            actions.append(.fail(late, parts[part].failure))
            parts[part].entries.removeAll(where: isLate)
        }
        parts.removeAll { $0.entries.isEmpty }
        return actions
    }
}
