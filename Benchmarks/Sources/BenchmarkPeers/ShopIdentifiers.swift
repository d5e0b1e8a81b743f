internal import Foundation

extension ShopGroup {
    /// A UUID of version 8 (RFC 9562), "whatever its maker likes": a kind in the first byte, a number in the last six.
    static func uuid(_ kind: UInt8, _ number: Int) -> UUID {
        func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: number >> (8 * index)) }
        return UUID(
            uuid: (
                kind, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, byte(5), byte(4), byte(3), byte(2), byte(1), byte(0)
            ))
    }
}
