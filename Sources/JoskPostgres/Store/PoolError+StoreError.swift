import JoskLedger
import JoskLibPQ

extension PoolError {
    /// What the caller is told who got no connection. Nothing was done.
    var storeError: StoreError {
        let (code, isRetriable): (StoreError.Code, Bool) =
            switch self {
            case .cancelled: (.cancelled, false)
            case .tooManyWaiting, .deadline(nil): (.busy, true)
            case .deadline, .unreachable: (.unavailable, true)
            case .shutDown: (.unavailable, false)
            }
        return StoreError(code, outcome: .notDone, isRetriable: isRetriable, message: "\(self)")
    }
}
