internal import Logging

/// The way to one business's data: every command and every read goes through it, and none can name another
/// business.
///
/// Commands throw a typed ``CommandError``. Write `do throws(PurchaseError) { … } catch { … }`: in a bare
/// `do` within a closure or a task group Swift forgets the type.
///
/// ## Once, and only once
///
/// Every command takes an idempotency key. The same key with the same request gives the first receipt again,
/// whatever has changed since, and changes nothing; with another request it is
/// ``CommandError/keyReused(_:)``. Give a key that belongs to the thing (the checkout, the bank's
/// transaction), and run the command again whenever its outcome is in doubt. Without one the command happens
/// as often as the method is called.
///
/// ## Cancellation
///
/// A task that is cancelled before its command reaches the store gets ``CommandError/store(_:)`` with the
/// code ``StoreError/Code/cancelled``, and nothing has happened. From then on the command is seen through,
/// and the caller is told the outcome.
public struct Tenant: Sendable {
    /// The business.
    public let id: Business.ID
    let ledger: Ledger

    var store: any Store { ledger.store }

    /// Sends one command to the store and returns its receipt after the commit.
    func submit<C: Command>(
        _ command: C, key: IdempotencyKey?, metadata: Metadata
    ) async throws(CommandError<C.Rejection>) -> C.Receipt {
        let request = Request(command, key: key, metadata: metadata)
        let work = Work(on: request.footprint) { state in state.run(request) }
        do throws(CommandError<C.Rejection>) {
            return try await perform(work).get()
        } catch .store(let failure) {
            if failure.code != .cancelled { log(failure, of: request) }
            throw .store(failure)
        }
    }

    private func perform<Receipt: Sendable, Rejection>(
        _ work: Work<Result<Receipt, CommandError<Rejection>>>
    ) async throws(CommandError<Rejection>) -> Result<Receipt, CommandError<Rejection>> {
        // Once the store has it, a command is seen through: a bare cancellation would not tell what became of
        // it.
        if Task.isCancelled { throw .store(.cancelled) }
        do throws(StoreError) {
            guard let result = try await store.transact(in: id, { work }) else { throw .workNotRun }
            return result
        } catch {
            throw .store(error)
        }
    }

    private func log<C>(_ failure: StoreError, of request: Request<C>) {
        ledger.logger.error(
            "command failed in the store",
            metadata: [
                "josk.business": "\(id)", "josk.command": "\(C.kind)", "josk.key": "\(request.key)",
                "josk.error": "\(failure)",
            ])
    }
}
