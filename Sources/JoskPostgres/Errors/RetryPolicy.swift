/// How long to wait before something is tried again.
enum Backoff {
    /// 1 ms, and twice as much after each attempt up to half a second; somewhere in its upper half, so that two who
    /// met do not meet again.
    static func pause(after attempts: Int) -> Duration {
        let longest = min(500, 1 << min(attempts, 9))
        return .milliseconds(longest) * Double.random(in: 0.5...1)
    }
}
