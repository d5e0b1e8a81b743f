import Testing

@testable import JoskPostgres

@Suite("Docs/security.md says what was tried, and nothing else:")
struct SecurityPageTests {
    @Test("every attack with the SQLSTATE that it got", arguments: AttackKind.all)
    func attacks(_ kind: AttackKind) throws {
        let rows = try SecurityPage().rows(below: kind.heading)
        #expect(
            rows == kind.attacks.map { [$0.name, $0.result] },
            "\(Self.table(kind.attacks.map { [$0.name, $0.result] }))")
    }

    @Test("what two sessions at once got")
    func collisions() throws {
        let attacks = [OversellTests.oversell, OversellTests.fork]
        #expect(
            try SecurityPage().rows(below: "Two sessions at once") == attacks.map { [$0.name, $0.result] })
    }

    @Test("every edit of a superuser's with the row that an audit names")
    func edits() throws {
        let expected = SuperuserEdit.all.map { [$0.name, $0.result] }
        #expect(try SecurityPage().rows(below: "What an audit finds") == expected, "\(Self.table(expected))")
    }

    @Test("the releases of PostgreSQL that a store warns of")
    func releases() throws {
        let rows = try SecurityPage().rows(below: "Which PostgreSQL")
        let newest = rows.last?.dropFirst().map { $0.filter { $0 != "*" } }
        #expect(newest == VersionProblems.oldestSound.map { "\($0.major).\($0.minor)" })
    }

    /// The rows as the page has them, to be copied.
    private static func table(_ rows: [[String]]) -> String {
        "\n" + rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
