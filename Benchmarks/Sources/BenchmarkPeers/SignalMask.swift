#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Which signals a thread does not hear. The threads that run tasks hear none, and a process that they start inherits that:
/// a pgbench which does not hear its alarm never ends.
enum SignalMask {
    /// Runs something on this thread with every signal heard, such as the start of a process.
    static func withNothingBlocked(_ body: () throws -> Void) rethrows {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_UNBLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }
}
