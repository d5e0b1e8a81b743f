/// The vocabulary in which the model and the engine are compared: numbers, and texts as bytes, without types of
/// Josk.
///
/// An identifier is a small number here. The comparing code maps it to an identifier of the engine.
package enum Plain {}

extension Plain {
    /// An amount in minor units of a currency, which is given by its code.
    package struct Amount: Sendable, Hashable, CustomStringConvertible {
        package var units: Int64
        package var currency: String

        package init(_ units: Int64, _ currency: String) {
            self.units = units
            self.currency = currency
        }

        package var description: String { "\(currency) \(units)" }
    }

    /// A text that is compared by its UTF-8 bytes: two spellings of an é are two texts.
    package struct Text: Sendable, Hashable, CustomStringConvertible {
        package let bytes: [UInt8]

        package init(_ string: String) { bytes = Array(string.utf8) }

        package var string: String { String(decoding: bytes, as: UTF8.self) }
        package var description: String { "\"\(string)\" (\(bytes.count) bytes)" }
    }

    /// A time zone with a fixed offset from GMT.
    package struct Zone: Sendable, Hashable, CustomStringConvertible {
        package let secondsFromGMT: Int

        package init(secondsFromGMT: Int) { self.secondsFromGMT = secondsFromGMT }

        /// The name of the zone, such as "GMT+0545".
        ///
        /// A name does not contain the seconds of the offset. If there are any, the name is that of another
        /// zone.
        package var name: String {
            let minutes = abs(secondsFromGMT) / 60
            if minutes == 0 { return "GMT" }
            let digits = String(10_000 + minutes / 60 * 100 + minutes % 60).dropFirst()
            return "GMT\(secondsFromGMT < 0 ? "-" : "+")\(digits)"
        }

        package var hasName: Bool { secondsFromGMT % 60 == 0 }
        package var description: String { "\(secondsFromGMT) s from GMT" }

        /// Returns the day in this zone, counted from 1970-01-01, of a time in microseconds since 1970.
        func day(of microseconds: Int64) -> Int64 {
            let shifted = microseconds + Int64(secondsFromGMT) * 1_000_000
            let perDay: Int64 = 86_400_000_000
            return shifted >= 0 ? shifted / perDay : -((perDay - 1 - shifted) / perDay)
        }
    }

    /// The metadata that an application records with a command.
    package typealias Notes = [Text: Text]
}
