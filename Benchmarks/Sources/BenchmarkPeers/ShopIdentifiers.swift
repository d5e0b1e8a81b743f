internal import Foundation

extension ShopGroup {
    /// Returns a UUID of version 8 (RFC 9562), whose format is application-specific.
    ///
    /// The first byte is the kind, and the last six bytes are the number.
    static func uuid(_ kind: UInt8, _ number: Int) -> UUID {
        func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: number >> (8 * index)) }
        return UUID(
            uuid: (
                kind, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, byte(5), byte(4), byte(3), byte(2), byte(1), byte(0)
            ))
    }
}
