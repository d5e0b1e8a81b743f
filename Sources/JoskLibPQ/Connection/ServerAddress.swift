import CJoskLibPQ
import Foundation

/// The address of the server of an established connection.
struct ServerAddress {
    // Invariant: the first `length` bytes are a socket address.
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    init?(of connection: OpaquePointer) {
        let isKnown = withAddress { address, length in
            getpeername(PQsocket(connection), address, length) == 0
        }
        guard isKnown else { return nil }
        guard Int32(storage.ss_family) == AF_UNIX else { return }
        let host = PQhost(connection).map { String(cString: $0) } ?? ""
        // A server may know the directory of its socket under another name, for example in another container.
        let port = PQport(connection).map { String(cString: $0) } ?? ""
        guard setPath("\(host)/.s.PGSQL.\(port)") else { return nil }
    }

    private mutating func setPath(_ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        // An abstract name begins with a NUL, and its length is that of the name.
        let isAbstract = bytes.first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        length = socklen_t(isAbstract ? offset + bytes.count : MemoryLayout<sockaddr_un>.size)
        withUnsafeMutableBytes(of: &storage) { storage in
            withUnsafeBytes(of: address) { storage.copyMemory(from: $0) }
        }
        return true
    }

    // Invariant: sockaddr_storage can hold every socket address, with the alignment of each.
    private mutating func withAddress<Value>(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Value
    ) -> Value {
        withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                withUnsafeMutablePointer(to: &length) { length in body(address, length) }
            }
        }
    }

    /// Begins to connect a new socket that never blocks.
    ///
    /// - Returns: The socket, which the caller closes; nil if the system refuses.
    func beginConnecting() -> Int32? {
        let descriptor = JoskSocket(Int32(storage.ss_family))
        guard descriptor >= 0 else { return nil }
        var copy = self
        let result = copy.withAddress { address, length in connect(descriptor, address, length.pointee) }
        if result == 0 || errno == EINPROGRESS { return descriptor }
        close(descriptor)
        return nil
    }
}
