/// The ways in which the engine can reject a command, each of which a sufficiently long run must cover.
///
/// The switches that map the engine's rejections to these cases have no default. A new rejection therefore does
/// not compile until it is listed here. A bound that is not listed here ends a run.
package enum RejectionCase: String, Sendable, Hashable, CaseIterable {
    case createBusinessExists = "create-business.alreadyExists"
    case createBusinessZone = "create-business.unknownTimeZone"
    case createBusinessTerms = "create-business.outOfBounds.paymentTerms"

    case addCustomerExists = "add-customer.alreadyExists"
    case addCustomerReference = "add-customer.referenceTaken"
    case addCustomerCurrency = "add-customer.currencyMismatch"
    case addCustomerLimit = "add-customer.outOfBounds.creditLimit"
    case addCustomerTerms = "add-customer.outOfBounds.paymentTerms"

    case addProductExists = "add-product.alreadyExists"
    case addProductSKU = "add-product.skuTaken"
    case addProductCurrency = "add-product.currencyMismatch"
    case addProductPrice = "add-product.outOfBounds.price"
    case addProductQuantity = "add-product.outOfBounds.quantity"

    case receiveGoodsUnknown = "receive-goods.unknownProduct"
    case receiveGoodsQuantity = "receive-goods.outOfBounds.quantity"
    case receiveGoodsStock = "receive-goods.outOfBounds.stock"

    case adjustStockUnknown = "adjust-stock.unknownProduct"
    case adjustStockZero = "adjust-stock.zeroQuantity"
    case adjustStockShort = "adjust-stock.insufficientStock"
    case adjustStockQuantity = "adjust-stock.outOfBounds.quantity"
    case adjustStockStock = "adjust-stock.outOfBounds.stock"

    case purchaseLines = "purchase.outOfBounds.lines"
    case purchaseQuantity = "purchase.outOfBounds.quantity"
    case purchasePrice = "purchase.outOfBounds.price"
    case purchaseLineAmount = "purchase.outOfBounds.lineAmount"
    case purchaseLineAmountOverflow = "purchase.outOfBounds.lineAmount beyond Int64"
    case purchaseTotal = "purchase.outOfBounds.total"
    case purchaseTotalOverflow = "purchase.outOfBounds.total beyond Int64"
    case purchaseLineCurrency = "purchase.currencyMismatches of a line"
    case purchaseTotalCurrency = "purchase.currencyMismatches of the expected total"
    case purchaseExists = "purchase.conflictingOrderID"
    case purchaseReference = "purchase.referenceHolderID"
    case purchaseCustomerUnknown = "purchase.customerProblem.unknown"
    case purchaseCustomerInactive = "purchase.customerProblem.inactive"
    case purchaseProductUnknown = "purchase.unknownProducts"
    case purchaseProductInactive = "purchase.inactiveProducts"
    case purchaseShortage = "purchase.shortages"
    case purchaseCredit = "purchase.credit"
    case purchaseChangedTotal = "purchase.changedTotal"

    case recordPaymentUnknown = "record-payment.unknownCustomer"
    case recordPaymentCurrency = "record-payment.currencyMismatch"
    case recordPaymentAmount = "record-payment.outOfBounds.payment"
    case recordPaymentBalance = "record-payment.outOfBounds.balance"

    case refundUnknown = "refund.unknownOrder"
    case refundUnknownLines = "refund.unknownLineNumbers"
    case refundMoreThanLeft = "refund.exceedsRemaining"
    case refundLines = "refund.outOfBounds.lines"
    case refundQuantity = "refund.outOfBounds.quantity"
    case refundBalance = "refund.outOfBounds.balance"
    case refundStock = "refund.outOfBounds.stock"

    case cancelUnknown = "cancel-order.unknownOrder"
    case cancelNothingLeft = "cancel-order.nothingRemaining"
    case cancelBalance = "cancel-order.outOfBounds.balance"
    case cancelStock = "cancel-order.outOfBounds.stock"

    case changePriceUnknown = "change-price.unknownProduct"
    case changePriceCurrency = "change-price.currencyMismatch"
    case changePricePrice = "change-price.outOfBounds.price"

    case changeLimitUnknown = "change-credit-limit.unknownCustomer"
    case changeLimitCurrency = "change-credit-limit.currencyMismatch"
    case changeLimitLimit = "change-credit-limit.outOfBounds.creditLimit"

    case changeTermsUnknown = "change-payment-terms.unknownCustomer"
    case changeTermsTerms = "change-payment-terms.outOfBounds.paymentTerms"
    case changeBusinessTermsTerms = "change-business-terms.outOfBounds.paymentTerms"

    case renameCustomerUnknown = "rename-customer.unknownCustomer"
    case renameProductUnknown = "rename-product.unknownProduct"
    case customerActivityUnknown = "set-customer-activity.unknownCustomer"
    case productActivityUnknown = "set-product-activity.unknownProduct"

    case changeReferenceUnknown = "change-customer-reference.unknownCustomer"
    case changeReferenceTaken = "change-customer-reference.referenceTaken"
    case changeSKUUnknown = "change-sku.unknownProduct"
    case changeSKUTaken = "change-sku.skuTaken"

    case reverseUnknownCustomer = "reverse-payment.unknownCustomer"
    case reverseUnknownPayment = "reverse-payment.unknownPayment"
    case reverseTwice = "reverse-payment.alreadyReversed"
    case reverseBalance = "reverse-payment.outOfBounds.balance"

    case payOutUnknown = "pay-out.unknownCustomer"
    case payOutCurrency = "pay-out.currencyMismatch"
    case payOutInsufficient = "pay-out.insufficientCreditBalance"
    case payOutAmount = "pay-out.outOfBounds.payment"

    case adjustBalanceUnknown = "adjust-balance.unknownCustomer"
    case adjustBalanceCurrency = "adjust-balance.currencyMismatch"
    case adjustBalanceZero = "adjust-balance.zeroAmount"
    case adjustBalanceAmount = "adjust-balance.outOfBounds.adjustment"
    case adjustBalanceBalance = "adjust-balance.outOfBounds.balance"
}
