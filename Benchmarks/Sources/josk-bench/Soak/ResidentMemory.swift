import Foundation

/// What of this process lies in memory.
enum ResidentMemory {
    /// In bytes; nil where there is no /proc.
    static var bytes: Int? {
        // Pages: of the whole, then of what is resident.
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// A sample a second, until the task is cancelled.
    static func samples() async -> [Int] {
        var samples: [Int] = []
        while !Task.isCancelled {
            if let bytes { samples.append(bytes) }
            try? await Task.sleep(for: .seconds(1))
        }
        return samples
    }
}
