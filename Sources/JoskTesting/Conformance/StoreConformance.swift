/// The contract of ``/JoskLedger/Store`` as cases. A store that passes all of them, again and again, on every
/// server and setting it supports, keeps the contract as far as tests can tell.
public enum StoreConformance {
    /// Every case, in the order of the contract.
    public static let cases: [ConformanceCase] =
        isolation + atomicity + answers + cancellation + idempotency + footprints + uniqueness + corrections
        + tenants
        + fidelity + reads + lists + additions
}
