import CJoskLibPQ
import Foundation

/// A pipe that wakes a thread that waits for a socket: `poll` watches both.
final class WakeUpPipe: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws(PostgresError) {
        var ends: [Int32] = [-1, -1]
        guard JoskPipe(&ends) == 0 else {
            throw .unreachable("no pipe could be created: \(String(cString: strerror(errno)))")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    var descriptor: Int32 { readEnd }

    /// Wakes the thread, now or the next time that it would wait.
    ///
    /// Any thread may call it.
    func signal() {
        // A full pipe has woken the thread already.
        _ = write(writeEnd, [1], 1)
    }

    /// Discards all signals so far.
    func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(readEnd, &bytes, bytes.count) > 0 {}
    }
}
