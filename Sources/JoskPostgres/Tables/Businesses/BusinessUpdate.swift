import JoskLedger
import JoskLibPQ

struct UpdateBusiness: WritingStatement {
    let business: Business
    var rowCount: Int { 1 }

    static let sql = "UPDATE josk.businesses SET payment_term_days = $2 WHERE id = $1"

    func bind(_ parameters: inout Parameters) {
        parameters.append(business.id)
        parameters.append(Int32(clamping: business.paymentTerms.days))
    }
}
