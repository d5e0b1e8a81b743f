import JoskLedger
import JoskLibPQ

extension PoolError {
    /// The error of a caller that got no connection; nothing was changed.
    var storeError: StoreError {
        switch self {
        case .cancelled: storeError(.cancelled, isRetriable: false)
        case .shutDown: storeError(.unavailable, isRetriable: false)
        case .tooManyWaiting, .deadline(nil): storeError(.busy, isRetriable: true)
        // The open connections serve other callers, and no further one can be opened.
        case .deadline(let error?) where error.isPermanentRefusal: storeError(.busy, isRetriable: true)
        case .deadline(let error?), .unreachable(let error):
            storeError(error.storeError.code, isRetriable: error.storeError.isRetriable)
        }
    }

    private func storeError(_ code: StoreError.Code, isRetriable: Bool) -> StoreError {
        StoreError(code, outcome: .notCommitted, isRetriable: isRetriable, message: message)
    }

    private var message: String {
        switch self {
        case .deadline(let error?): "no connection could be made in time: \(error.messageWithAdvice)"
        case .unreachable(let error): "no connection can be made: \(error.messageWithAdvice)"
        case .tooManyWaiting(.readsOfParty): "\(self) (maximumWaitingReadsPerBusiness)"
        case .tooManyWaiting(.reads): "\(self) (maximumWaitingReads)"
        case .tooManyWaiting(.commands), .deadline(nil): "\(self) (maximumConnections)"
        case .cancelled, .shutDown: "\(self)"
        }
    }
}
