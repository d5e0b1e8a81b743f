import CJoskLibPQ
import Foundation

/// The recording of libpq's trace of a connection while it is made.
///
/// The trace contains the messages of the authentication, as far as libpq prints them, so the stream's buffer is
/// overwritten before it is freed. Buffers that the stream outgrew are not, nor is the text that ``end()`` returns.
final class ConnectTrace {
    private let connection: OpaquePointer
    // Invariant: both are allocated here and freed once, in `deinit`, after `end` has closed the stream, which writes to
    // them until then.
    private let text = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 1)
    private let length = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    private var file: UnsafeMutablePointer<FILE>?

    /// Begins to record.
    init(of connection: OpaquePointer) {
        self.connection = connection
        text.initialize(to: nil)
        length.initialize(to: 0)
        file = open_memstream(text, length)
        if let file { PQtrace(connection, file) }
    }

    /// Ends the recording, and returns the trace; nil if there is none, or if it was returned already.
    func end() -> String? {
        guard let file else { return nil }
        PQuntrace(connection)
        fclose(file)
        self.file = nil
        guard let bytes = text.pointee else { return nil }
        // Invariant: the stream allocated the bytes, which belong to the caller once it is closed.
        defer {
            memset(bytes, 0, length.pointee)
            free(bytes)
            text.pointee = nil
        }
        return String(
            decoding: UnsafeRawBufferPointer(start: bytes, count: length.pointee), as: UTF8.self)
    }

    deinit {
        _ = end()
        text.deallocate()
        length.deallocate()
    }
}
