/// The message with which a server is asked to cancel the statement of a connection, and the address to send it to.
///
/// libpq's `PQcancel` waits for the server without a time limit, and before version 17 libpq offers no other function.
/// libpq does not publish the key either, except in its trace, which is therefore recorded while a connection is made.
struct CancelKey {
    /// The bytes of the message.
    ///
    /// See CancelRequest in https://www.postgresql.org/docs/15/protocol-message-formats.html.
    let message: [UInt8]
    let address: ServerAddress

    /// Creates the key from the trace of an established connection; nil if the trace has none.
    init?(from trace: String, of connection: OpaquePointer) {
        guard let (pid, key) = Self.key(in: trace), let address = ServerAddress(of: connection) else {
            return nil
        }
        let code: Int32 = 80_877_102
        var message: [UInt8] = []
        for word in [Int32(12 + key.count), code, pid] { message.append(bigEndian: word) }
        self.message = message + key
        self.address = address
    }

    /// Returns the ID of the server's process and the secret key, from the last such line of a trace.
    ///
    /// The fields of a line are the time, the direction, the length, and the message: `BackendKeyData␉ 975 -328502105`.
    /// libpq 18 prints the key, whose length a server may choose, as text: printable bytes, and `\xff` for others.
    static func key(in trace: String) -> (pid: Int32, key: [UInt8])? {
        for line in trace.split(separator: "\n").reversed() {
            let fields = line.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
            guard fields.count == 5, fields[1] == "B", fields[3] == "BackendKeyData" else { continue }
            let values = fields[4].drop { $0 == " " }.split(separator: " ", maxSplits: 1)
            guard values.count == 2, let pid = Int32(values[0]) else { return nil }
            if let number = Int32(values[1]) {
                var key: [UInt8] = []
                key.append(bigEndian: number)
                return (pid, key)
            }
            guard let length = Int(fields[2]), let key = text(values[1]), key.count == length - 8 else {
                return nil
            }
            return (pid, key)
        }
        return nil
    }

    private static func text(_ quoted: Substring) -> [UInt8]? {
        guard quoted.count >= 2, quoted.first == "'", quoted.last == "'" else { return nil }
        var (bytes, rest) = ([UInt8](), Array(quoted.dropFirst().dropLast().utf8)[...])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
                let escaped = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(escaped)
            rest = rest.dropFirst(3)
        }
        return bytes
    }
}
