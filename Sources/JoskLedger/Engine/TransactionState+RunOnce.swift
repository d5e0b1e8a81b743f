extension TransactionState {
    /// Runs one command on the state: decides the command and applies its changes.
    ///
    /// If the command is a replay, it changes nothing and returns the receipt of the first run.
    ///
    /// A rejection changes no row of the state. The result must not be returned to the caller before the transaction
    /// has committed.
    package mutating func run<C: Command>(
        _ request: Request<C>
    ) -> Result<C.Receipt, CommandError<C.Rejection>> {
        do throws(CommandError<C.Rejection>) {
            if let earlier = try replay(of: request) { return .success(earlier) }
            return .success(try decideAndApply(request))
        } catch {
            return .failure(error)
        }
    }

    private func replay<C: Command>(
        of request: Request<C>
    ) throws(CommandError<C.Rejection>) -> C.Receipt? {
        guard let earlier = journalEntry(request.key) else { return nil }
        guard earlier.kind == C.kind, earlier.fingerprint == request.fingerprint else {
            throw .keyReused(request.key)
        }
        do throws(CanonicalDecodingError) {
            return try C.Receipt(journaled: earlier)
        } catch {
            throw .store(.unreadableReceipt(of: request.key, "\(error)"))
        }
    }

    private mutating func decideAndApply<C: Command>(
        _ request: Request<C>
    ) throws(CommandError<C.Rejection>) -> C.Receipt {
        if C.needsBusiness, existingBusiness == nil { throw .unknownBusiness(businessID) }
        commandID = request.id
        let decision: Decision<C.Receipt>
        do throws(C.Rejection) {
            decision = try request.command.decide(on: self)
        } catch {
            throw .rejected(error)
        }
        var changes = decision.changes
        changes.accept(
            JournalEntry(
                id: request.id, key: request.key, kind: C.kind, fingerprint: request.fingerprint,
                receipt: decision.receipt.journaled, factCount: changes.factCount,
                metadata: request.metadata, recordedAt: now
            ).sealed(with: changes, in: businessID))
        apply(changes)
        return decision.receipt
    }
}

extension CommandReceipt {
    /// The receipt as the journal stores it, without the seal: the version, then the canonical encoding.
    fileprivate var journaled: [UInt8] {
        var encoder = CanonicalEncoder()
        encoder.append(byte: Self.version)
        encoder.append(self)
        return encoder.bytes
    }

    /// Creates the receipt from a journal row, without the seal at its end.
    init(journaled row: JournalEntry) throws(CanonicalDecodingError) {
        guard let bytes = row.unsealedReceipt else { throw .truncated(at: row.receipt.count) }
        var decoder = CanonicalDecoder(Array(bytes))
        let version = try decoder.byte()
        guard version == Self.version else { throw .unknownVersion(version, of: "\(Self.self)") }
        try self.init(from: &decoder)
        try decoder.finish()
    }
}
