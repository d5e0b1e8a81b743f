import JoskLibPQ
import Testing

/// An attack with SQL, and its expected outcome.
///
/// The security page lists all attacks.
struct Attack: Sendable, CustomTestStringConvertible {
    /// The session in which an attack runs.
    enum Attacker: Sendable {
        /// The application, whose session has set the attacker's tenant.
        case tenant
        /// The application, whose session has set no tenant.
        case withoutTenant
        /// The role that owns the schema, which cannot log in, with the attacker's tenant set.
        case owner
        /// A superuser.
        case superuser
    }

    /// The outcome of the last statement; the statements before it succeed.
    enum Outcome: Sendable, Hashable {
        /// The server refuses the statement with this SQLSTATE and, if a constraint is violated, names this one.
        case refused(SQLState, by: String? = nil)
        /// The statement succeeds, finds no row and changes none.
        case nothing
        /// The statement succeeds on the attacker's own rows, regardless of other tenants' rows.
        case allowed
        /// The statement succeeds; the page describes why, and what the attack requires.
        case works
    }

    /// The name of the attack on the page.
    let name: String
    let attacker: Attacker
    /// The variants of the attack, each of which runs in a separate session.
    ///
    /// Names in braces are placeholders, which ``AttackedDatabase`` replaces.
    let variants: [[String]]
    let outcome: Outcome

    init(_ name: String, by attacker: Attacker = .tenant, _ variants: [[String]], _ outcome: Outcome) {
        self.name = name
        self.attacker = attacker
        self.variants = variants
        self.outcome = outcome
    }

    /// Creates an attack of one statement, or of several equivalent ones.
    init(_ name: String, by attacker: Attacker = .tenant, any ways: [String], _ outcome: Outcome) {
        self.init(name, by: attacker, ways.map { [$0] }, outcome)
    }

    /// Creates an attack of statements that run one after the other.
    init(_ name: String, by attacker: Attacker = .tenant, _ steps: String..., is outcome: Outcome) {
        self.init(name, by: attacker, [steps], outcome)
    }

    var testDescription: String { name }

    /// The outcome as written on the page.
    var result: String {
        switch outcome {
        case .refused(let state, nil): "`\(state)`"
        case .refused(let state, let constraint?): "`\(state)` `\(constraint)`"
        case .nothing: "no row"
        case .allowed: "allowed"
        case .works: "**works**"
        }
    }

    /// The result of a variant.
    enum Answer: Sendable {
        case refused(ServerError, isLast: Bool)
        case done(rows: Int)
        case failed(String)
    }

    /// Returns true if the result of a variant is the expected outcome.
    func isAsExpected(_ answer: Answer) -> Bool {
        switch (outcome, answer) {
        case (.refused(let state, let constraint), .refused(let error, isLast: true)):
            error.sqlState == state && (constraint == nil || error.constraint == constraint)
        case (.nothing, .done(let rows)): rows == 0
        case (.allowed, .done(let rows)), (.works, .done(let rows)): rows > 0
        default: false
        }
    }
}

/// The attacks of one kind, with their heading on the page.
struct AttackKind: Sendable, CustomTestStringConvertible {
    let heading: String
    let attacks: [Attack]

    var testDescription: String { heading }

    static let all: [AttackKind] = [
        sight, locks, writes, references, keys, sessions, roles, schema, server, facts, holes,
    ]
}
