import Foundation

/// A socket that listens on a free port of 127.0.0.1 until it is deallocated.
package final class ListeningSocket: Sendable {
    package let descriptor: Int32
    package let port: Int

    package init() throws {
        let descriptor = streamSocket()
        let port = withLocalAddress(port: 0) { address, length in
            bind(descriptor, address, length) == 0 && listen(descriptor, 128) == 0
                && getsockname(descriptor, address, &length) == 0
        }
        guard let port else {
            close(descriptor)
            throw ClusterError("cannot listen on a free port of 127.0.0.1")
        }
        (self.descriptor, self.port) = (descriptor, port)
    }

    deinit { close(descriptor) }
}
