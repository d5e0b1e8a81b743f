package import Logging

extension Logger {
    /// A logger that discards every message.
    ///
    /// A test server writes nothing durably, and each store would log a warning about that.
    package static let silent = Logger(label: "josk.tests.postgres") { _ in SwiftLogNoOpLogHandler() }
}
