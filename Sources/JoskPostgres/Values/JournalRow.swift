internal import Foundation
internal import JoskLedger
internal import JoskLibPQ

extension JournalEntry {
    /// The columns that make an entry, in the order of ``init(from:)``.
    static func columns(of table: String) -> String {
        ["id", "key", "kind", "fingerprint", "receipt", "fact_count", "metadata::text", "recorded_at"]
            .map { "\(table).\($0)" }.joined(separator: ", ")
    }

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        self.init(
            id: try row.next(), key: try row.next(), kind: try row.next(), fingerprint: try row.next(),
            receipt: try row.next(Bytes.self).bytes, factCount: Int(try row.next(Int32.self)),
            metadata: try Metadata(json: try row.next()), recordedAt: try row.next())
    }
}

extension Metadata {
    /// The pairs as JSON that SQL can read too: `[["key","value"],…]`. An object would not do: those who read it
    /// into a dictionary take two spellings of é for one key.
    var json: String {
        if pairs.isEmpty { return "[]" }
        let pairs = pairs.map { [$0.key.string, $0.value.string] }
        do {
            return String(decoding: try JSONEncoder().encode(pairs), as: UTF8.self)
        } catch {
            preconditionFailure("an array of strings is JSON: \(error)")
        }
    }

    init(json: String) throws(PostgresError) {
        if json == "[]" {
            self = .empty
            return
        }
        do {
            let pairs = try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
            var values: [MetadataKey: MetadataValue] = [:]
            for pair in pairs where pair.count == 2 {
                values[try MetadataKey(pair[0])] = try MetadataValue(pair[1])
            }
            guard values.count == pairs.count else { throw PostgresError.malformed("pairs") }
            self = try Metadata(values)
        } catch {
            throw .malformed("metadata of a command")
        }
    }
}
