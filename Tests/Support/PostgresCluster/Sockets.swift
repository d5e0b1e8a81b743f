import Foundation

/// A value behind a lock, for test support that uses threads.
final class Guarded<Value: Sendable>: @unchecked Sendable {
    // Invariant: `value` is accessed only between lock and unlock.
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}

/// Creates a stream socket that child processes do not inherit.
func streamSocket() -> Int32 {
    #if canImport(Glibc) || canImport(Musl)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
}

/// Passes the address of a port of 127.0.0.1 to a system call, and returns the port of the resulting address.
///
/// The call may change the address. Returns nil if the body returns false.
func withLocalAddress(port: Int, _ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Bool) -> Int? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // Invariant: a sockaddr_in may be passed as the sockaddr that it begins with, together with its own size.
    let isDone = withUnsafeMutableBytes(of: &address) { bytes in
        bytes.assumingMemoryBound(to: sockaddr.self).baseAddress.map { body($0, &length) } ?? false
    }
    return isDone ? Int(UInt16(bigEndian: address.sin_port)) : nil
}

/// Connects to a port of 127.0.0.1; returns nil if that fails.
func connectToPort(_ port: Int) -> Int32? {
    let descriptor = streamSocket()
    if withLocalAddress(port: port, { connect(descriptor, $0, $1) == 0 }) != nil { return descriptor }
    close(descriptor)
    return nil
}

/// Returns true if bytes or the end of the stream can be read within 50 milliseconds.
func isReadable(_ descriptor: Int32) -> Bool {
    var socket = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&socket, 1, 50) > 0
}

/// Sends all bytes, waiting while the peer is slow; returns false if the connection is closed.
func sendAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    #if canImport(Glibc) || canImport(Musl)
        let flags = Int32(MSG_NOSIGNAL)
    #else
        let flags: Int32 = 0
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
        if count <= 0 { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
