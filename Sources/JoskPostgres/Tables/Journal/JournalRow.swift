internal import Foundation
internal import JoskLedger
internal import JoskLibPQ

extension JournalEntry {
    /// Returns the columns of an entry, in the order of ``init(from:)``.
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
    /// The pairs as JSON that SQL can read too: `[["key","value"],…]`.
    var json: String {
        if pairs.isEmpty { return "[]" }
        do {
            return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        } catch {
            preconditionFailure("a list of pairs of strings could not be encoded as JSON: \(error)")
        }
    }

    init(json: String) throws(PostgresError) {
        if json == "[]" {
            self = .empty
            return
        }
        do {
            self = try JSONDecoder().decode(Metadata.self, from: Data(json.utf8))
        } catch {
            throw .malformed("the metadata of a command cannot be decoded")
        }
    }
}
