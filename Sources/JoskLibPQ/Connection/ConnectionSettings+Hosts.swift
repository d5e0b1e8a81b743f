import CJoskLibPQ

/// Several hosts, as attempts with one host each.
///
/// libpq would try them one after another by itself, but with all the time there is for each: a host that takes a
/// connection and then says nothing hides all that follow it. (`connect_timeout` is heeded by libpq's blocking calls
/// only.)
extension ConnectionSettings {
    /// The settings to connect with, one after another, until one succeeds.
    ///
    /// What cannot be split without changing what it means, libpq gets whole: lists that do not pair up or leave a host
    /// out, a service file that is named in the settings, and an order of hosts that libpq is to choose.
    var attempts: [ConnectionSettings] {
        guard let values = effectiveValues(), values["load_balance_hosts"] ?? "disable" == "disable",
            let places = Self.places(values)
        else { return [self] }
        let requested = values["target_session_attrs"]
        // As libpq does it: first whoever is a standby, then whoever there is.
        let wanted = requested == "prefer-standby" ? ["standby", "any"] : [requested ?? "any"]
        return wanted.flatMap { kind in
            places.map { place in
                var settings = self
                // What comes later overrides what comes first.
                for (keyword, value) in place { settings.set(keyword, value) }
                settings.set("target_session_attrs", kind)
                return settings
            }
        }
    }

    /// What names each host; nil if there is only one, or they cannot be told apart.
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
            // An empty port is PostgreSQL's own, whatever the environment says.
            let port = ports[index].isEmpty ? "5432" : ports[index]
            return lists.map { ($0.keyword, $0.values[index]) } + [("port", port)]
        }
    }

    private static func elements(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// What libpq will go by: what was given, and then what the environment says. Nil if only libpq can tell.
    private func effectiveValues() -> [String: String]? {
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

    /// The values of options that libpq has made, which are freed.
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
