import Foundation

/// Turns lines into a history.
struct HistoryReader {
    var history = History()
    /// The index of each call.
    private var calls: [String: Int] = [:]
    /// Lines `returned` whose lines `invoked` have not been read yet.
    private var early: [(fields: Fields, source: Source)] = []

    mutating func read(_ file: URL) throws {
        history.files.append(file.lastPathComponent)
        do {
            try LineReader.read(file) { number, line in try read(line, number: number) }
        } catch let error as HistoryError {
            throw error
        } catch {
            throw HistoryError(file: file.lastPathComponent, line: nil, message: error.localizedDescription)
        }
    }

    mutating func read(_ lines: some Sequence<String>, file: String) throws {
        history.files.append(file)
        for (index, line) in lines.enumerated() {
            try read(Array(line.utf8)[...], number: index + 1)
        }
    }

    /// Matches the remaining returns with their calls, and returns the history.
    mutating func finish() throws -> History {
        for (fields, source) in early {
            try located(source) { reader in
                let id = try fields.string("call")
                guard try reader.readReturn(fields) else {
                    throw FieldError("returned: no line \"invoked\" for the call \"\(id)\"")
                }
            }
        }
        early = []
        return history
    }

    private mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws {
        let source = Source(file: Int32(history.files.count - 1), line: Int32(number))
        try located(source) { reader in
            let fields = try Fields(try JSONParser.value(of: line), "line")
            switch try fields.string("type") {
            case "invoked": try reader.readInvocation(fields, source)
            case "returned":
                if try !reader.readReturn(fields) { reader.early.append((fields, source)) }
            case "ended":
                let process = reader.history.names.name(try fields.string("process"))
                let end = try fields.integer("at")
                reader.history.processEnds[process] = min(reader.history.processEnds[process] ?? end, end)
            case let type: try reader.readFact(fields, type: type, source)
            }
        }
    }

    /// Adds the file and the line to an error.
    private mutating func located(_ source: Source, _ body: (inout Self) throws -> Void) throws {
        do {
            try body(&self)
        } catch let error as FieldError {
            throw HistoryError(
                file: history.files[Int(source.file)], line: Int(source.line), message: error.message)
        }
    }

    private mutating func readInvocation(_ fields: Fields, _ source: Source) throws {
        let id = try fields.string("call")
        guard calls[id] == nil else { throw FieldError("invoked: the call \"\(id)\" was invoked before") }
        let business = history.names.name(try fields.string("business"))
        let request = try readRequest(try fields.fields("request"), business)
        let key = try fields.optionalString("key").map { history.names.name($0, in: business) }
        if request.isRead, key != nil { throw FieldError("invoked: a read has no key") }
        if !request.isRead, key == nil { throw FieldError("invoked: the field \"key\" is missing") }
        calls[id] = history.calls.count
        history.calls.append(
            Call(
                id: id, process: history.names.name(try fields.string("process")),
                task: try fields.integer("task"), invoked: try fields.integer("at"), business: business,
                key: key, request: request, source: source))
    }

    /// Reads the return of a call; returns false if the call is not known yet.
    private mutating func readReturn(_ fields: Fields) throws -> Bool {
        let id = try fields.string("call")
        guard let index = calls[id] else { return false }
        let call = history.calls[index]
        let time = try fields.integer("at")
        guard call.returned == nil else { throw FieldError("returned: the call \"\(id)\" returned before") }
        guard time >= call.invoked else {
            throw FieldError("returned: at \(time), before the invocation at \(call.invoked)")
        }
        history.calls[index].outcome = try readOutcome(fields, of: call)
        if fields["defect"] != nil { history.calls[index].isDefect = try fields.bool("defect") }
        history.calls[index].returned = time
        return true
    }
}
