import Foundation

/// Prints a line at once, also where the output is a file that somebody watches.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
