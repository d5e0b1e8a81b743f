import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

/// A change of the server's response to the statements that write a purchase and commit it.
///
/// The server has committed in every case.
struct AlteredResponse: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let alteration: WireProxy.Alteration

    private init(_ title: String, _ alteration: WireProxy.Alteration) {
        (testDescription, self.alteration) = (title, alteration)
    }

    private static func replacingCommit(by message: WireMessage, _ title: String) -> AlteredResponse {
        AlteredResponse(
            title, .rewritten { messages in messages.map { $0.tag == "COMMIT" ? message : $0 } })
    }

    /// Replaces the command tag of the first INSERT.
    private static func replacingInsert(by message: WireMessage, _ title: String) -> AlteredResponse {
        AlteredResponse(
            title,
            .rewritten { messages in
                var messages = messages
                if let place = messages.firstIndex(where: { $0.tag?.hasPrefix("INSERT") == true }) {
                    messages[place] = message
                }
                return messages
            })
    }

    static let all =
        [
            "08000", "08006", "08P01", "40003", "57P01", "57P02", "57P03", "57P05", "58000", "58030", "XX000",
            "XX001", "XX002", "57014", "0A000", "ZZ999",
        ].map { replacingCommit(by: WireMessage(error: $0), "COMMIT returns ERROR \($0)") }
        + ["57P01", "57P02", "XX000"].map {
            replacingCommit(
                by: WireMessage(error: $0, severity: "FATAL"), "COMMIT returns FATAL \($0)")
        } + [
            replacingCommit(
                by: WireMessage(kind: WireMessage.Kind.error, body: [0]),
                "COMMIT returns an error without fields"),
            replacingCommit(by: WireMessage(commandComplete: "ROLLBACK"), "COMMIT returns ROLLBACK"),
            replacingCommit(by: WireMessage(commandComplete: ""), "COMMIT returns an empty tag"),
            replacingCommit(
                by: WireMessage(kind: WireMessage.Kind.commandComplete, body: Array("COMMIT".utf8)),
                "COMMIT's tag is not terminated"),
            replacingInsert(
                by: WireMessage(kind: WireMessage.Kind.commandComplete, body: Array("INSERT 0 1".utf8)),
                "an INSERT's tag is not terminated"),
            replacingInsert(by: WireMessage(commandComplete: "INSERT 0 x"), "an INSERT's tag has no number"),
            replacingInsert(by: WireMessage(error: "22012"), "an INSERT fails, and COMMIT succeeds"),
            replacingInsert(
                by: WireMessage(error: "23514"), "an INSERT violates a constraint, and COMMIT succeeds"),
            AlteredResponse(
                "the session reports that its transaction is still active",
                .rewritten { messages in
                    messages.dropLast() + [
                        WireMessage(kind: WireMessage.Kind.readyForQuery, body: [UInt8(ascii: "T")])
                    ]
                }),
            AlteredResponse("each byte arrives separately", .split),
            AlteredResponse("the response is lost, and the connection stays open", .silenced),
        ]
}

@Suite("Altered responses to COMMIT", .serialized)
struct AlteredResponseTests {
    @Test(
        "A purchase that was committed is never reported as not committed, and its key returns the receipt",
        arguments: AlteredResponse.all)
    func isNeverDenied(_ altered: AlteredResponse) async throws {
        let proxied = try await ProxiedDatabase.migrated("altered")
        let proxy = proxied.proxy
        try await withStore(on: proxied.database) { direct in
            let shop = try await Shop.open(on: direct, stock: 1_000)
            var report = ""
            var timeout = Duration.seconds(2)
            var count = 0
            // On a busy machine the timeout may pass before COMMIT is sent: then it is increased.
            while proxy.alterationCount == 0 {
                count += 1
                let key = try IdempotencyKey("altered-\(count)")
                proxy.alterNextResponse(to: "COMMIT\0", altered.alteration)
                report = try await buy(key, in: shop, within: timeout, proxied)
                timeout *= 2
                if proxy.alterationCount > 0 { #expect(!report.contains("notCommitted"), "\(report)") }
                let receipt = try await tenant(shop, on: direct).purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                    idempotencyKey: key)
                #expect(receipt.orderNumber == Int64(count))
            }
            printLines(["\(altered.testDescription): \(report)"])
            let customer = try await shop.tenant.customer(shop.customers[0])
            #expect(customer?.orderCount == Int64(count))
            #expect(try await shop.tenant.audit().isClean)
        }
        proxy.end()
    }

    /// Makes a purchase through the proxy, and returns the caller's result in words.
    private func buy(
        _ key: IdempotencyKey, in shop: Shop, within timeout: Duration, _ proxied: ProxiedDatabase
    ) async throws -> String {
        var configuration = proxied.configuration
        configuration.commandTimeout = timeout
        return try await withStore(on: proxied.database, configuration) { store in
            do throws(PurchaseError) {
                let receipt = try await tenant(shop, on: store).purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                    idempotencyKey: key)
                return "receipt of order \(receipt.orderNumber)"
            } catch {
                guard case .store(let failure) = error else { return "\(error)" }
                return "\(failure.outcome), \(failure.code)"
            }
        }
    }

    private func tenant(_ shop: Shop, on store: PostgresStore) -> Tenant {
        Ledger(store: store, queue: .patient, logger: .silent).tenant(shop.tenant.id)
    }
}
