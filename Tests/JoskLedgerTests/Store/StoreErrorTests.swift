import Testing

@testable import JoskLedger

@Suite("StoreError")
struct StoreErrorTests {
    @Test("tells in one line what failed and what became of the command")
    func description() {
        let done = StoreError(
            .unavailable, outcome: .notCommitted, isRetriable: true, message: "no connection")
        #expect(done.description == "unavailable (notCommitted): no connection")
        let unknown = StoreError(.contractViolation, outcome: .unknown, isRetriable: false, message: "lost")
        #expect(unknown.description == "contractViolation (unknown): lost")
    }

    @Test("the codes differ")
    func codes() {
        let codes: [StoreError.Code] = [.unavailable, .cancelled, .unreadable, .contractViolation]
        #expect(Set(codes).count == codes.count)
        #expect(Set(codes.map(\.description)).count == codes.count)
    }
}
