import JoskLibPQ
import Testing

/// Something that somebody tries with SQL, and what comes of it. `Docs/security.md` has them all.
struct Attack: Sendable, CustomTestStringConvertible {
    /// Who tries.
    enum Attacker: Sendable {
        /// The application, whose session has set the attacker's tenant.
        case tenant
        /// The application, whose session has set no tenant.
        case stranger
        /// The role that owns the schema, which nobody logs in as, with the attacker's tenant set.
        case owner
        /// A superuser.
        case superuser
    }

    /// What comes of the last statement; those before it work.
    enum Outcome: Sendable, Hashable {
        /// The server refuses it with this SQLSTATE, and, where a constraint does, by this one.
        case refused(SQLState, by: String? = nil)
        /// It works, finds no row and changes none.
        case nothing
        /// It works, on what is the attacker's own, whatever others have.
        case allowed
        /// It works. The page says why, and what it takes.
        case works
    }

    /// What is tried, as the page calls it.
    let name: String
    let attacker: Attacker
    /// Each is tried in a session of its own. In braces stand names that ``AttackedDatabase`` knows.
    let variants: [[String]]
    let outcome: Outcome

    init(_ name: String, by attacker: Attacker = .tenant, _ variants: [[String]], _ outcome: Outcome) {
        self.name = name
        self.attacker = attacker
        self.variants = variants
        self.outcome = outcome
    }

    /// One statement, or several ways to say it.
    init(_ name: String, by attacker: Attacker = .tenant, any ways: [String], _ outcome: Outcome) {
        self.init(name, by: attacker, ways.map { [$0] }, outcome)
    }

    /// Statements one after the other.
    init(_ name: String, by attacker: Attacker = .tenant, _ steps: String..., is outcome: Outcome) {
        self.init(name, by: attacker, [steps], outcome)
    }

    var testDescription: String { name }

    /// The outcome as the page has it.
    var result: String {
        switch outcome {
        case .refused(let state, nil): "`\(state)`"
        case .refused(let state, let constraint?): "`\(state)` `\(constraint)`"
        case .nothing: "no row"
        case .allowed: "allowed"
        case .works: "**works**"
        }
    }

    /// What came of a variant.
    enum Answer: Sendable {
        case refused(ServerError, isLast: Bool)
        case done(rows: Int)
        case failed(String)
    }

    /// Whether the answer is the outcome.
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

/// Attacks of one kind, under their heading on the page.
struct AttackKind: Sendable, CustomTestStringConvertible {
    let heading: String
    let attacks: [Attack]

    var testDescription: String { heading }

    static let all: [AttackKind] = [
        sight, locks, writes, references, keys, sessions, roles, schema, server, facts, holes,
    ]
}
