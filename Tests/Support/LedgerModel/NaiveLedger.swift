/// A model of Josk that decides commands as simply as possible, with lists and with sums computed on each call.
///
/// It was written from the documentation and shares no code with Josk. The same mistake is therefore unlikely
/// to be in both.
package struct NaiveLedger: Sendable {
    /// The businesses that exist.
    package private(set) var businesses: [Int: NaiveBusiness] = [:]

    package init() {}

    /// Decides a command.
    ///
    /// - Parameters:
    ///   - newID: The number of the entity that the command creates, if the command's caller gave none.
    ///   - now: The time, in microseconds since 1970.
    /// - Returns: The answer, and true if the answer repeats an earlier one.
    package mutating func run(
        _ command: Plain.Command, key: Plain.Text?, notes: Plain.Notes, in id: Int, newID: Int, now: Int64
    ) -> (answer: Plain.Answer, isReplay: Bool) {
        if case .createBusiness(let request) = command, businesses[id] == nil {
            do throws(Plain.Rejection) {
                var business = try NaiveBusiness(id: id, request, now: now)
                let receipt = Plain.Receipt.business(id: id, createdAt: now)
                business.accept(command, key: Self.creationKey, notes: notes, receipt: receipt, now: now)
                businesses[id] = business
                return (.accepted(receipt), false)
            } catch {
                return (.rejected(error), false)
            }
        }
        guard businesses[id] != nil else { return (.unknownBusiness(id), false) }
        let isCreation = command.kind == .createBusiness
        let key = isCreation ? Self.creationKey : key
        if let key, let earlier = businesses[id]?.accepted.first(where: { $0.key == key }) {
            if earlier.request == command, earlier.notes == notes {
                return (.accepted(earlier.receipt), true)
            }
            return (isCreation ? .rejected(.alreadyExists(id)) : .keyReused(key), false)
        }
        let answer = businesses[id]?.answer(to: command, newID: newID, now: now) ?? .unknownBusiness(id)
        if case .accepted(let receipt) = answer {
            businesses[id]?.accept(command, key: key, notes: notes, receipt: receipt, now: now)
        }
        return (answer, false)
    }

    private static let creationKey = Plain.Text("josk:create-business")
}
