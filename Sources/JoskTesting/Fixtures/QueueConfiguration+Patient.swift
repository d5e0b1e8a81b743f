public import JoskLedger

extension QueueConfiguration {
    /// For tests, which are not to fail because a machine is busy: commands wait for an hour.
    public static var patient: QueueConfiguration {
        var settings = QueueConfiguration()
        settings.queueTimeout = .seconds(3_600)
        return settings
    }
}
