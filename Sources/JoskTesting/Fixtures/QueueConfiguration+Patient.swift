public import JoskLedger

extension QueueConfiguration {
    /// A configuration for tests, in which commands wait for an hour, so that tests do not fail on a busy machine.
    public static var patient: QueueConfiguration {
        var settings = QueueConfiguration()
        settings.queueTimeout = .seconds(3_600)
        return settings
    }
}
