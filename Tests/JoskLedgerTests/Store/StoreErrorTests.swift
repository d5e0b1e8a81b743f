import Testing

@testable import JoskLedger

@Suite("Store errors")
struct StoreErrorTests {
    @Test("The description of a store error states failure, outcome and advice without the message")
    func description() {
        let failure = StoreError(
            .unavailable, outcome: .notCommitted, isRetriable: true, message: "db1 is down")
        #expect(failure.description == "The service is unavailable. This attempt changed nothing. Try again.")
        let permanent = StoreError(.cancelled, outcome: .notCommitted, isRetriable: false, message: "")
        #expect(permanent.description == "The request was cancelled. This attempt changed nothing.")
        let committed = StoreError(.unreadable, outcome: .committed, isRetriable: false, message: "")
        #expect(
            committed.description == """
                Stored data cannot be read. \
                The request was carried out, but its result cannot be shown. Do not send it again.
                """)
        let unknown = StoreError(.timedOut, outcome: .unknown, isRetriable: true, message: "")
        #expect(
            unknown.naming("checkout-7").description == """
                The service did not respond in time. It is not known yet whether the request was carried out. \
                Send the same request again with the idempotency key "checkout-7"; it is carried out only once.
                """)
    }

    @Test("The debug description of a store error has the code, the outcome, the message and the key")
    func debugDescription() {
        let failure = StoreError(.busy, outcome: .notCommitted, isRetriable: true, message: "no connection")
        #expect(String(reflecting: failure) == "busy (notCommitted): no connection")
        #expect(
            String(reflecting: failure.naming("checkout-7"))
                == "busy (notCommitted): no connection; idempotency key \"checkout-7\"")
        #expect(
            String(reflecting: CommandError<UnknownCustomerRejection>.store(failure))
                == "busy (notCommitted): no connection")
    }

    @Test("A key or a message with a line feed and an escape sequence cannot forge a line of a log")
    func forgery() {
        let unnamed = StoreError(
            .busy, outcome: .notCommitted, isRetriable: true, message: "a\nerror: b\u{1B}[2J")
        let failure = unnamed.naming("k\r\nINFO forged\u{202E}")
        #expect(failure.message == "a\\nerror: b\\u{1B}[2J")
        for text in [failure.description, failure.debugDescription] {
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
        #expect(failure.debugDescription.hasSuffix("\"k\\r\\nINFO forged\\u{202E}\""))
    }

    @Test("The codes of store errors differ, and two codes with one name are equal")
    func codes() {
        let codes: [StoreError.Code] = [
            .unavailable, .busy, .timedOut, .cancelled, .unreadable, .contractViolation,
        ]
        #expect(Set(codes).count == codes.count)
        #expect(Set(codes.map(\.description)).count == codes.count)
        #expect(Set(codes.map(\.summary)).count == codes.count)
        #expect(StoreError.Code("busy") == .busy)
    }
}
