import Testing

@testable import JoskPostgres

@Suite("The security page")
struct SecurityPageTests {
    @Test(
        "The security page lists exactly the attacks of each kind, with their results",
        arguments: AttackKind.all)
    func attacks(_ kind: AttackKind) throws {
        let rows = try SecurityPage().rows(below: kind.heading)
        #expect(
            rows == kind.attacks.map { [$0.name, $0.result] },
            "\(Self.table(kind.attacks.map { [$0.name, $0.result] }))")
    }

    @Test("The security page lists the results of two concurrent sessions")
    func collisions() throws {
        let attacks = [OversellTests.oversell, OversellTests.fork]
        #expect(
            try SecurityPage().rows(below: "Two concurrent sessions") == attacks.map { [$0.name, $0.result] })
    }

    @Test("The security page lists every edit by a superuser with the row that an audit names")
    func edits() throws {
        let expected = SuperuserEdit.all.map { [$0.name, $0.result] }
        let rows = try SecurityPage().rows(below: "Edits that an audit finds")
        #expect(rows == expected, "\(Self.table(expected))")
    }

    @Test("The security page lists the PostgreSQL releases below which a store warns")
    func releases() throws {
        let rows = try SecurityPage().rows(below: "Required PostgreSQL releases")
        let newest = rows.last?.dropFirst().map { $0.filter { $0 != "*" } }
        #expect(newest == VersionProblems.oldestSound.map { "\($0.major).\($0.minor)" })
    }

    /// Returns the rows in the format of the page, to copy them.
    private static func table(_ rows: [[String]]) -> String {
        "\n" + rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
