import Foundation

/// The target of a proxy: a Unix domain socket, or a port of a host.
enum ProxyTarget: Sendable, Hashable {
    case socket(String)
    case port(host: String, Int)

    /// Creates a target from a URL of libpq, such as `postgresql://josk_app@/josk?host=/tmp/josk-pg`.
    init?(url: String) {
        guard let components = URLComponents(string: url) else { return nil }
        func parameter(_ name: String) -> String? {
            components.queryItems?.last { $0.name == name }?.value
        }
        let port = parameter("port").flatMap { Int($0) } ?? components.port ?? 5_432
        let authority = components.host.flatMap { $0.isEmpty ? nil : $0 }
        guard let host = parameter("host") ?? authority else { return nil }
        self = host.hasPrefix("/") ? .socket("\(host)/.s.PGSQL.\(port)") : .port(host: host, port)
    }
}
