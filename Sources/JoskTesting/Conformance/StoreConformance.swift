/// The contract of ``/JoskLedger/Store``, as test cases.
///
/// A store that passes every case repeatedly, on every server and setting that it supports, keeps the contract as far
/// as tests can show.
public enum StoreConformance {
    /// Every case, in the order of the contract.
    public static let cases: [ConformanceCase] =
        isolation + atomicity + results + cancellation + idempotency + footprints + uniqueness + corrections
        + receipts + tenants
        + fidelity + reads + lists + largePages + additions
}
