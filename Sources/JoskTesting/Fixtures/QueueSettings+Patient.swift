public import JoskLedger

extension QueueSettings {
    /// For tests, which are not to fail because a machine is busy: commands wait for an hour.
    public static var patient: QueueSettings {
        var settings = QueueSettings()
        settings.maximumWait = .seconds(3_600)
        return settings
    }
}
