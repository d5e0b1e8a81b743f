import Testing

@testable import JoskLedger

@Suite("ContentHash")
struct DigestTests {
    // The examples of FIPS 180: the empty message and "abc".
    private let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("A content hash is a SHA-256")
    func algorithm() {
        #expect(ContentHash(hashing: []).description == empty)
        #expect(ContentHash(hashing: Array("abc".utf8)).description == abc)
    }

    @Test("A content hash is made of exactly 32 bytes")
    func bytes() throws {
        let bytes = try [UInt8](hex: abc)
        let digest = try #require(ContentHash(bytes: bytes))
        #expect(digest == ContentHash(hashing: Array("abc".utf8)))
        #expect(digest.bytes == bytes)
        #expect(ContentHash(bytes: []) == nil)
        #expect(ContentHash(bytes: Array(bytes.dropLast())) == nil)
        #expect(ContentHash(bytes: bytes + [0]) == nil)
        #expect(ContentHash(bytes: [UInt8](repeating: 0, count: 32)) == .zero)
    }

    @Test("Content hashes that differ in any one byte are unequal")
    func equality() throws {
        let bytes = try [UInt8](hex: abc)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(ContentHash(bytes: other) != ContentHash(bytes: bytes))
        }
    }
}
