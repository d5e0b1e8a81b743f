import CJoskLibPQ
import Foundation

/// The outcome of waiting for a socket.
enum WaitOutcome {
    case ready(Readiness)
    case deadlinePassed
    /// The current run was cancelled.
    case cancelled
}

extension PQConnection {
    /// The time in milliseconds for which an encrypted connection relies on its socket.
    ///
    /// libpq may have left a part of a record in a buffer of the TLS library, or a part of a packet in its own buffer
    /// for GSS, where `poll` does not see it. No test covers this: servers send such records from version 17 on, and
    /// GSS requires a Kerberos realm.
    private static var encryptedSlice: Double { 20 }

    /// Waits until the socket is ready, and returns the direction.
    ///
    /// It checks the socket at least once, regardless of the deadline. A patient wait ignores cancellation.
    func wait(
        for readiness: Readiness, until deadline: ContinuousClock.Instant, isPatient: Bool
    ) -> WaitOutcome {
        while true {
            if !isPatient, tickets.isCurrentCancelled { return .cancelled }
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            let slice = isEncrypted ? Self.encryptedSlice : 3_600_000
            // Rounded up, so that the loop does not spin through the last millisecond.
            switch waitOnce(for: readiness, Int32(max(0, min(left.rounded(.up), slice)))) {
            case .some(let found): return .ready(found)
            case .none where left <= 0: return .deadlinePassed
            case .none where isEncrypted && left > slice: return .ready(readiness)
            case .none: continue
            }
        }
    }

    /// Waits once, and returns nil if the time has passed or another event has occurred.
    ///
    /// Meanwhile it advances a cancel request.
    private func waitOnce(for readiness: Readiness, _ milliseconds: Int32) -> Readiness? {
        // libpq has closed the socket: its next use returns the error. (poll would ignore the socket, and wait.)
        let socket = PQsocket(pgConn)
        if socket < 0 { return readiness }
        var descriptors = [
            pollfd(fd: socket, events: Self.events(readiness), revents: 0),
            pollfd(fd: tickets.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if let awaited = cancelRequest?.awaited { descriptors.append(awaited) }
        let pause = (cancelRequest?.timeToRepetition).map { ($0 / .milliseconds(1)).rounded(.up) }
        let limit = min(milliseconds, pause.map { Int32($0) } ?? .max)
        let count = poll(&descriptors, nfds_t(descriptors.count), limit)
        if count < 0 { return errno == EINTR ? nil : readiness }
        cancelRequest?.advance(isReady: descriptors.count > 2 && descriptors[2].revents != 0)
        if descriptors[1].revents != 0 { tickets.wakeUp.clear() }
        return descriptors[0].revents == 0 ? nil : Self.readiness(descriptors[0].revents, readiness)
    }

    private static func events(_ readiness: Readiness) -> Int16 {
        Int16((readiness.contains(.read) ? POLLIN : 0) | (readiness.contains(.write) ? POLLOUT : 0))
    }

    /// Returns the directions in which the socket is ready.
    ///
    /// A broken socket counts as ready for all awaited directions: its next use returns the error.
    private static func readiness(_ events: Int16, _ waited: Readiness) -> Readiness {
        if Int32(events) & Int32(POLLERR | POLLHUP | POLLNVAL) != 0 { return waited }
        var readiness: Readiness = []
        if Int32(events) & Int32(POLLIN) != 0 { readiness.insert(.read) }
        if Int32(events) & Int32(POLLOUT) != 0 { readiness.insert(.write) }
        return readiness
    }
}
