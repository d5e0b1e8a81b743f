import Foundation

/// The files that a command reads and writes as a whole.
enum Files {
    /// Returns the bytes of a file.
    ///
    /// The message of a failure gives the reason in one line.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        if isDirectory(path) { throw CommandFailure(.noInput, "cannot read \(path): it is a directory") }
        do {
            // A handle reads pipes too, which `Data(contentsOf:)` refuses.
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            return [UInt8](try file.readToEnd() ?? Data())
        } catch {
            throw CommandFailure(.noInput, "cannot read \(path): \(reason(error))")
        }
    }

    /// Replaces the content of a file with a text.
    ///
    /// The file is written in place, so that it may also be a device or a pipe.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        if isDirectory(path) {
            throw CommandFailure(.cannotCreate, "cannot write \(path): it is a directory")
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.cannotCreate, "cannot write \(path): \(reason(error))")
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: "no such file or directory"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
        case .fileWriteOutOfSpace: "no space left on the device"
        default: error.localizedDescription
        }
    }
}
