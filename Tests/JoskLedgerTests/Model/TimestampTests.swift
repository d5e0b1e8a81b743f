import Foundation
import JoskTesting
import Testing

@testable import JoskLedger

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "A timestamp is written in ISO 8601 form to the microsecond, also before 1970",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (-86_400_000_000, "1969-12-31T00:00:00.000000Z"),
            (-86_400_000_001, "1969-12-30T23:59:59.999999Z"),
            (1_795_361_040_000_001, "2026-11-22T15:24:00.000001Z"),
            (951_827_696_789_012, "2000-02-29T12:34:56.789012Z"),
        ])
    func description(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test("The first and the last timestamp can be written and converted to dates")
    func extremes() {
        for moment in [Timestamp(microseconds: .min), Timestamp(microseconds: .max)] {
            #expect(moment.description.hasSuffix("Z"))
            #expect(moment.date.timeIntervalSince1970.isFinite)
        }
    }

    @Test("A date becomes the nearest microsecond, and a timestamp survives a round trip as a date")
    func ofDate() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1.5)).microseconds == 1_500_000)
        #expect(Timestamp(Date(timeIntervalSince1970: 0.000_000_9)).microseconds == 1)
        #expect(Timestamp(Date(timeIntervalSince1970: -0.000_000_1)).microseconds == 0)
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<10_000 {
            let moment = Timestamp(microseconds: .random(in: 0...4_000_000_000_000_000, using: &generator))
            #expect(Timestamp(moment.date) == moment)
        }
        #expect(Timestamp(Date(timeIntervalSince1970: -1.5)).microseconds == -1_500_000)
    }

    @Test("A date beyond 64 bits of microseconds becomes the nearest timestamp")
    func clamped() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).microseconds == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -1e300)).microseconds == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: .infinity)).microseconds == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -.infinity)).microseconds == .min)
        #expect(Timestamp(.distantPast) < Timestamp(.distantFuture))
    }

    @Test("A timestamp survives a JSON round trip to the microsecond")
    func codable() throws {
        let moments = [Int64.min, -1, 0, 1_795_361_040_000_001, .max].map(Timestamp.init(microseconds:))
        let json = try JSONEncoder().encode(moments)
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == moments)
        #expect(moments == moments.sorted())
    }
}
