import Foundation

/// The resident memory of this process.
enum ResidentMemory {
    /// The size in bytes; nil on a system without /proc.
    static var bytes: Int? {
        // The fields are pages: the total size, then the resident size.
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Takes samples until the task is cancelled, and returns all of them.
    static func samples(every pause: Duration = .seconds(1)) async -> [Int] {
        var samples: [Int] = []
        while !Task.isCancelled {
            if let bytes { samples.append(bytes) }
            try? await Task.sleep(for: pause)
        }
        return samples
    }
}
