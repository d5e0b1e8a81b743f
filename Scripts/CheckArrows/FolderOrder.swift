import Foundation

/// The folders of a module from top to bottom.
struct FolderOrder {
    struct Place {
        let row: Int
        let room: Int
        let line: Int
    }
    var places: [String: Place] = [:]
    var rows = 0
    var rooms = 0

    mutating func addRow(_ words: [String], line: Int) throws {
        var isJoined = true
        for word in words {
            if word == "+" {
                isJoined = true
                continue
            }
            guard places[word] == nil else { throw Failure(message: "\(word) is listed twice") }
            if !isJoined || word == words.first { rooms += 1 }
            isJoined = false
            places[word] = Place(row: rows, room: rooms, line: line)
        }
        rows += 1
    }

    /// Returns the entry that a file belongs to: the file itself, or the nearest directory around it.
    func folder(of file: SourceFile) -> String? {
        if places[file.relativePath] != nil { return file.relativePath }
        var directory = file.directory
        while places[directory] == nil {
            guard directory.contains("/") else { return nil }
            directory = (directory as NSString).deletingLastPathComponent
        }
        return directory
    }

    /// Returns the position of the used folder if the order forbids the use; nil if it allows the use.
    func objection(from: String, to: String) -> String? {
        guard let from = places[from], let to = places[to], from.room != to.room else { return nil }
        if from.row == to.row { return "beside it" }
        return from.row > to.row ? "above it" : nil
    }

    static func read(_ path: String) throws -> [(module: String, order: FolderOrder)] {
        guard let data = FileHandle(forReadingAtPath: path)?.readDataToEndOfFile() else {
            throw Failure(message: "cannot read \(path)")
        }
        var orders: [(module: String, order: FolderOrder)] = []
        let lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
        for (number, line) in lines.enumerated() {
            let code = line.prefix { $0 != "#" }
            let words = code.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = words.first else { continue }
            if code.first?.isWhitespace == false {
                guard words.count == 1 else {
                    throw Failure(
                        message: "\(path):\(number + 1): a module is alone on its line, folders are indented")
                }
                guard !orders.contains(where: { $0.module == first }) else {
                    throw Failure(message: "\(path):\(number + 1): \(first) is listed twice")
                }
                orders.append((first, FolderOrder()))
            } else if orders.isEmpty {
                throw Failure(message: "\(path):\(number + 1): a folder is listed before the first module")
            } else {
                do {
                    try orders[orders.count - 1].order.addRow(words, line: number + 1)
                } catch let failure as Failure {
                    throw Failure(message: "\(path):\(number + 1): \(failure.message)")
                }
            }
        }
        return orders
    }
}
