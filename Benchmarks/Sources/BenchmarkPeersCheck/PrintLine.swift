import Foundation

/// Prints a line without buffering, so that it appears at once even if the output is a file.
func printLine(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
