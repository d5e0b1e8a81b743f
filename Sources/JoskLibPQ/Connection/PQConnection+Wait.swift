import CJoskLibPQ
import Foundation

/// How waiting for a socket ended.
enum WaitOutcome {
    case ready(Readiness)
    case deadlinePassed
    /// The run that is under way was cancelled.
    case cancelled
}

extension PQConnection {
    /// How long, in milliseconds, an encrypted connection trusts its socket: libpq may have left a part of a record in a
    /// buffer of the TLS library's, or a part of a packet in its own for GSS, where `poll` does not see it. No test reaches
    /// this: servers send such records from version 17 on, and GSS wants a Kerberos realm.
    private static var encryptedSlice: Double { 20 }

    /// Waits until the socket is ready, and says which way. It looks at least once, whatever the deadline. A
    /// patient wait takes no notice of cancellation.
    func wait(
        for readiness: Readiness, until deadline: ContinuousClock.Instant, isPatient: Bool
    ) -> WaitOutcome {
        while true {
            if !isPatient, tickets.isCurrentCancelled { return .cancelled }
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            let slice = isEncrypted ? Self.encryptedSlice : 3_600_000
            // Rounded up, so that it does not spin through the last millisecond.
            switch look(for: readiness, Int32(max(0, min(left.rounded(.up), slice)))) {
            case .some(let found): return .ready(found)
            case .none where left <= 0: return .deadlinePassed
            case .none where isEncrypted && left > slice: return .ready(readiness)
            case .none: continue
            }
        }
    }

    /// Waits once; nil if the time is over, or something else has happened.
    private func look(for readiness: Readiness, _ milliseconds: Int32) -> Readiness? {
        // libpq has closed the socket: trying it tells what is wrong. (poll would ignore it, and wait.)
        let socket = PQsocket(pgConn)
        if socket < 0 { return readiness }
        var descriptors = [
            pollfd(fd: socket, events: Self.events(readiness), revents: 0),
            pollfd(fd: tickets.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&descriptors, 2, milliseconds)
        if count < 0 { return errno == EINTR ? nil : readiness }
        if descriptors[1].revents != 0 { tickets.wakeUp.clear() }
        return descriptors[0].revents == 0 ? nil : Self.readiness(descriptors[0].revents, readiness)
    }

    private static func events(_ readiness: Readiness) -> Int16 {
        Int16((readiness.contains(.read) ? POLLIN : 0) | (readiness.contains(.write) ? POLLOUT : 0))
    }

    /// A socket that is broken is ready for whatever was waited for: trying it tells what is wrong.
    private static func readiness(_ events: Int16, _ waited: Readiness) -> Readiness {
        if Int32(events) & Int32(POLLERR | POLLHUP | POLLNVAL) != 0 { return waited }
        var readiness: Readiness = []
        if Int32(events) & Int32(POLLIN) != 0 { readiness.insert(.read) }
        if Int32(events) & Int32(POLLOUT) != 0 { readiness.insert(.write) }
        return readiness
    }
}
