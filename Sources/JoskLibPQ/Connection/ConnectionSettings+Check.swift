import CJoskLibPQ
import Foundation

/// Settings that cannot work, found before anything is sent.
///
/// libpq's own messages would quote the connection string, or a part of a password that it took for another setting.
/// These messages name the setting and never quote a value.
extension ConnectionSettings {
    /// Throws for settings with which no connection can be made.
    ///
    /// - Throws: ``PostgresError/misconfigured(_:)`` for a NUL byte, at which libpq would truncate a value; for a
    ///   connection string that libpq cannot parse, or would parse wrongly because of an unescaped `@`; and for ports
    ///   that are not numbers or do not match the hosts.
    func check() throws(PostgresError) {
        for (keyword, value) in parameters where keyword.utf8.contains(0) || value.utf8.contains(0) {
            throw .misconfigured("the connection setting \(keyword.prefix { $0 != "\0" }) contains a NUL")
        }
        try checkConnectionString()
        guard let values = effectiveValues() else { return }
        try Self.checkPorts(values)
    }

    private func checkConnectionString() throws(PostgresError) {
        let first = parameters.first { $0.keyword == "dbname" }?.value ?? ""
        guard first.contains("=") || first.contains("://") else { return }
        if Self.hasStrayAt(first) {
            throw .misconfigured(
                "the connection string cannot be read: it contains a second @; write %40 for an @ in a "
                    + "password, and %2F for a /")
        }
        var message: UnsafeMutablePointer<CChar>?
        // Invariant: libpq makes both, either may be nil, and libpq frees each once, after the last use.
        let options = PQconninfoParse(first, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard options == nil else { return }
        let reason = message.map { String(cString: $0) } ?? ""
        if let name = Self.unknownSetting(in: first, named: reason) {
            throw .misconfigured("the connection string has the setting \(name), which libpq does not know")
        }
        if reason.hasPrefix("missing") {
            throw .misconfigured(
                "the connection string cannot be read: a setting has no = between its name and its value; put a value "
                    + "with blanks between single quotes")
        }
        // What libpq quotes after this may be a part of the password.
        let quoteless = reason.prefix { $0 != "\"" }.trimmingPrefix(while: \.isWhitespace)
        let end = quoteless.lastIndex { !$0.isWhitespace && $0 != ":" }
        throw .misconfigured(
            "the connection string cannot be read: "
                + (end.map { String(quoteless[...$0]) } ?? "libpq gives no reason"))
    }

    /// Returns the name of a setting that libpq quotes as unknown; nil if it may be a part of a password.
    private static func unknownSetting(in string: String, named message: String) -> String? {
        let quoted = message.split(separator: "\"", omittingEmptySubsequences: false)
        guard quoted.count >= 3, quoted[1].wholeMatch(of: #/[a-z_]{1,40}/#) != nil else { return nil }
        let name = String(quoted[1])
        guard let place = string.firstRange(of: "\(name)=") else { return nil }
        // After a password, the name may be the rest of one that is not quoted or encoded.
        if string[..<place.lowerBound].lowercased().contains("pass") { return nil }
        let isAtBoundary =
            place.lowerBound == string.startIndex
            || "?& ".contains(string[string.index(before: place.lowerBound)])
        return isAtBoundary && !string[place.upperBound...].contains("@") ? name : nil
    }

    /// Returns true if an @ or a / in the password of a URL is not encoded.
    ///
    /// libpq would then take a part of the password for the host, and print it if the host is not found.
    private static func hasStrayAt(_ string: String) -> Bool {
        guard let scheme = string.firstRange(of: "://") else { return false }
        let rest = string[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest[authority.endIndex...].prefix { $0 != "?" }
        return authority.utf8.count { $0 == UInt8(ascii: "@") } > 1 || path.contains("@")
    }

    private static func checkPorts(_ values: [String: String]) throws(PostgresError) {
        guard let list = values["port"] else { return }
        let ports = elements(list)
        for port in ports where !port.isEmpty {
            // libpq ignores blanks around the number.
            let number = Int(port.trimmingCharacters(in: .whitespaces))
            guard let number, (1...65_535).contains(number) else {
                throw .misconfigured("the connection setting port must be a number from 1 to 65535")
            }
        }
        let addresses = values["hostaddr"] ?? ""
        let hosts = elements(addresses.isEmpty ? values["host"] ?? "" : addresses).count
        guard ports.count <= 1 || ports.count == hosts else {
            throw .misconfigured(
                "the connection setting port must have one port, or as many as there are hosts: it has "
                    + "\(ports.count) for \(hosts) \(hosts == 1 ? "host" : "hosts")")
        }
    }
}

// MARK: - After a failed attempt

extension ConnectionSettings {
    /// Returns the failure of an attempt as a wrong setting, if libpq's message reports one; nil otherwise.
    ///
    /// libpq reports neither an SQLSTATE nor a code of its own. Wrong values are recognized because libpq quotes them.
    /// Certificates and files are recognized by libpq's English words, which it uses unless the process has set another
    /// locale; in another one the failure is a transient one.
    func problem(reportedAs message: String) -> PostgresError? {
        if let values = effectiveValues() {
            for (keyword, known) in Self.knownValues.sorted(by: { $0.key < $1.key }) {
                guard let value = values[keyword], !known.contains(value), message.contains("\"\(value)\"")
                else { continue }
                return .misconfigured(
                    "the connection setting \(keyword) must be one of \(known.joined(separator: ", "))")
            }
            for keyword in Self.numericSettings {
                guard let value = values[keyword], Int(value) == nil, message.contains("\"\(value)\"")
                else { continue }
                return .misconfigured("the connection setting \(keyword) must be a number")
            }
        }
        // A lack of descriptors, which passes.
        if message.contains("Too many open files") { return nil }
        // One message may be about several addresses of a host, of which one may accept the connection later.
        let attempts = message.split(separator: Self.attemptBegins).map(String.init)
        let advice = attempts.map { attempt in
            Self.wordsAboutSettings.first { attempt.contains($0.words) }?.settings
        }
        guard let first = advice.first, let settings = first, !advice.contains(nil) else { return nil }
        return .misconfigured("\(message) (check \(settings))")
    }

    /// The words with which libpq begins the report about one address.
    private static let attemptBegins = "connection to server at "

    private static let knownValues = [
        "sslmode": ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
        "target_session_attrs": [
            "any", "read-write", "read-only", "primary", "standby", "prefer-standby",
        ],
        "gssencmode": ["disable", "prefer", "require"],
        "channel_binding": ["disable", "prefer", "require"],
        "ssl_min_protocol_version": ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
        "ssl_max_protocol_version": ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    ]

    private static let numericSettings = [
        "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "tcp_user_timeout",
    ]

    /// Words of libpq and OpenSSL about certificates, keys and files, with the settings to check.
    private static let wordsAboutSettings: [(words: String, settings: String)] = [
        ("certificate verify failed", "sslmode and sslrootcert, and the server's certificate"),
        ("does not match host name", "host and sslmode, and the server's certificate"),
        ("root certificate file", "sslrootcert"),
        ("server does not support SSL", "sslmode"),
        ("SSL support is not compiled in", "sslmode"),
        ("private key", "sslkey"),
        ("certificate file", "sslcert"),
        ("channel binding is required", "channel_binding"),
        ("support GSSAPI encryption, but it was required", "gssencmode"),
        ("service file", "service"),
        ("definition of service", "service"),
        ("Unix-domain socket path", "host"),
    ]
}
