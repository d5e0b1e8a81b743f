import Foundation
import JoskLedger
import JoskLibPQ

struct InsertBusiness: WritingStatement {
    let business: Business
    var rowCount: Int { 1 }

    static let sql = """
        INSERT INTO josk.businesses (id, name, currency, time_zone, payment_term_days, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business.id)
        parameters.append(business.name)
        parameters.append(business.currency)
        parameters.append(business.timeZone.identifier)
        parameters.append(Int32(clamping: business.paymentTerms.days))
        parameters.append(business.createdAt)
    }
}
