import JoskLedger
import JoskLibPQ

extension PoolError {
    /// What the caller is told who got no connection. Nothing was done.
    var storeError: StoreError {
        switch self {
        case .cancelled: told(.cancelled, isRetriable: false)
        case .shutDown: told(.unavailable, isRetriable: false)
        case .tooManyWaiting, .deadline(nil): told(.busy, isRetriable: true)
        // Those that there are serve others, and more are not to be had.
        case .deadline(let error?) where error.isPermanentRefusal: told(.busy, isRetriable: true)
        case .deadline(let error?), .unreachable(let error):
            told(error.storeError.code, isRetriable: error.storeError.isRetriable)
        }
    }

    private func told(_ code: StoreError.Code, isRetriable: Bool) -> StoreError {
        StoreError(code, outcome: .notCommitted, isRetriable: isRetriable, message: message)
    }

    private var message: String {
        switch self {
        case .deadline(let error?): "no connection could be made in time: \(error.messageWithAdvice)"
        case .unreachable(let error): "no connection can be made: \(error.messageWithAdvice)"
        case .cancelled, .tooManyWaiting, .shutDown, .deadline(nil): "\(self)"
        }
    }
}
