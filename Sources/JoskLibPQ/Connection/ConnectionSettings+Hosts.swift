import CJoskLibPQ

/// The division of settings with several hosts into attempts with one host each.
///
/// libpq by itself would try the hosts one after another, but with all the remaining time for each: a host that
/// accepts a connection and then sends nothing would hide all later hosts. (Only libpq's blocking calls observe
/// `connect_timeout`.)
extension ConnectionSettings {
    /// The settings to connect with, one after another, until one succeeds.
    ///
    /// Settings that cannot be divided without a change of meaning are passed to libpq whole: lists of hosts and ports
    /// that do not pair up or omit a host, a service of the service file that the settings name, and an order of hosts
    /// that libpq is to choose.
    var attempts: [ConnectionSettings] {
        guard let values = effectiveValues(), values["load_balance_hosts"] ?? "disable" == "disable",
            let places = Self.places(values)
        else { return [self] }
        let requested = values["target_session_attrs"]
        // As libpq does: first only standbys, then any server.
        let kinds = requested == "prefer-standby" ? ["standby", "any"] : [requested ?? "any"]
        return kinds.flatMap { kind in
            places.map { place in
                var settings = self
                // Later parameters override earlier ones.
                for (keyword, value) in place { settings.set(keyword, value) }
                settings.set("target_session_attrs", kind)
                return settings
            }
        }
    }

    /// Returns the parameters of each host; nil if there is only one host, or the lists do not pair up.
    private static func places(_ values: [String: String]) -> [[(keyword: String, value: String)]]? {
        let lists = ["host", "hostaddr"].compactMap { keyword in
            values[keyword].map { (keyword: keyword, values: elements($0)) }
        }
        guard let count = lists.first?.values.count, count > 1 else { return nil }
        guard lists.allSatisfy({ $0.values.count == count && !$0.values.contains("") }) else { return nil }
        var ports = elements(values["port"] ?? "")
        if ports.count == 1 { ports = Array(repeating: ports[0], count: count) }
        guard ports.count == count else { return nil }
        return (0..<count).map { index in
            // An empty port means PostgreSQL's default, regardless of the environment.
            let port = ports[index].isEmpty ? "5432" : ports[index]
            return lists.map { ($0.keyword, $0.values[index]) } + [("port", port)]
        }
    }

    static func elements(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// Returns the values that libpq will use: the given ones, then those of the environment.
    ///
    /// Returns nil if only libpq can determine them.
    func effectiveValues() -> [String: String]? {
        var values: [String: String] = [:]
        var isExpanded = false
        for (keyword, value) in parameters where !value.isEmpty {
            // Only the first dbname may be a whole connection string.
            if keyword == "dbname", !isExpanded, value.contains("=") || value.contains("://") {
                guard let options = PQconninfoParse(value, nil) else { return nil }
                values.merge(Self.takeValues(of: options)) { _, new in new }
            } else {
                values[keyword] = value
            }
            if keyword == "dbname" { isExpanded = true }
        }
        guard values["service"] == nil, let defaults = PQconndefaults() else { return nil }
        return values.merging(Self.takeValues(of: defaults)) { given, _ in given }
    }

    /// Returns the values of options that libpq has allocated, and frees the options.
    private static func takeValues(
        of options: UnsafeMutablePointer<PQconninfoOption>
    ) -> [String: String] {
        // Invariant: the array ends with an option without a keyword, and is freed once, after the last use.
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }
}
