import Testing

@testable import JoskLibPQ

@Suite("Statement parameters")
struct ParametersTests {
    @Test("All parameters must fit into one message, with a length and a format each")
    func fitTogether() {
        var parameters = Parameters()
        for _ in 0..<4 { parameters.append(String(repeating: "x", count: 100)) }
        #expect(parameters.isSendable(within: 432))
        #expect(!parameters.isSendable(within: 431))
        #expect(parameters.isSendable())
        // The server's limit: PQ_LARGE_MESSAGE_LIMIT.
        #expect(Parameters.longestMessage < 0x3fff_fffe)
    }

    @Test("A statement has at most 65,535 parameters")
    func areCounted() {
        var parameters = Parameters()
        for _ in 0..<65_535 { parameters.append(Int64?.none) }
        #expect(parameters.isSendable())
        parameters.append(Int64?.none)
        #expect(!parameters.isSendable())
    }
}
