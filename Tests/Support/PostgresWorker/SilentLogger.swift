package import Logging

extension Logger {
    /// Says nothing: a server for tests writes nothing safely, and a store would warn of that each time.
    package static let silent = Logger(label: "josk.tests.postgres") { _ in SwiftLogNoOpLogHandler() }
}
