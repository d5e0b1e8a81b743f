import Testing

@testable import JoskLedger

/// A shop with one request of every kind, each of which would be accepted.
struct Sample {
    /// The shop before any of the requests.
    let shop: StorelessShop
    let ada: Customer.ID
    let tea: Product.ID
    /// An order of five tea, to refund.
    let order: Order.ID

    init() throws {
        var shop = try StorelessShop.open()
        ada = try shop.addCustomer(limit: 100_000, reference: "A-1")
        tea = try shop.addProduct(price: 450, stock: 100)
        order = try shop.sell(tea, 5, to: ada)
        self.shop = shop
    }

    var addCustomer: AddCustomer {
        AddCustomer(
            limit: .pence(500), id: .numbered(0xC1), name: "Bob", reference: "B-1", paymentTerms: .days(7))
    }

    var addProduct: AddProduct {
        AddProduct(price: .pence(800), stock: 3, sku: "MUG-1", name: "Mug", id: .numbered(0xD1))
    }

    var receiveGoods: ReceiveGoods { ReceiveGoods(of: tea, 12, reference: "DN-1") }

    var adjustStock: AdjustStock { AdjustStock(of: tea, by: -2, reason: "broken") }

    var purchase: Purchase {
        Purchase(
            by: ada, [.init(tea, quantity: 2), .init(tea, quantity: 1, unitPrice: .pence(400))],
            orderID: .numbered(0xE1), reference: "INV-1", expecting: .pence(1_300))
    }

    var recordPayment: RecordPayment {
        RecordPayment(
            by: ada, .pence(300), reference: "BANK-1", effective: CalendarDate(daysSince1970: 20_000))
    }

    var refundOrder: RefundOrder {
        RefundOrder(
            of: order, [.init(lineNumber: 1, quantity: 2), .init(lineNumber: 1, quantity: 1, restock: false)])
    }

    /// Visits a command of every kind, each with the shop in which it would be accepted.
    func visitEach(_ visitor: some CommandVisitor) throws {
        try visitor.visit(CreateBusiness(), in: StorelessShop())
        try visitor.visit(addCustomer, in: shop)
        try visitor.visit(addProduct, in: shop)
        try visitor.visit(receiveGoods, in: shop)
        try visitor.visit(adjustStock, in: shop)
        try visitor.visit(purchase, in: shop)
        try visitor.visit(recordPayment, in: shop)
        try visitor.visit(refundOrder, in: shop)
        try visitor.visit(ChangePrice(productID: tea, price: .pence(500)), in: shop)
        try visitor.visit(ChangeCreditLimit(customerID: ada, creditLimit: .pence(1)), in: shop)
        try visitor.visit(ChangePaymentTerms(customerID: ada, paymentTerms: .days(7)), in: shop)
        try visitor.visit(ChangeDefaultPaymentTerms(paymentTerms: .days(60)), in: shop)
        try visitor.visit(RenameCustomer(customerID: ada, name: "Eve"), in: shop)
        try visitor.visit(RenameProduct(productID: tea, name: "Green tea"), in: shop)
        try visitor.visit(ChangeCustomerReference(customerID: ada, reference: "A-2"), in: shop)
        try visitor.visit(ChangeSKU(productID: tea, sku: "TEA-2"), in: shop)
        try visitor.visit(SetCustomerActivity(customerID: ada, isActive: false), in: shop)
        try visitor.visit(SetProductActivity(productID: tea, isActive: false), in: shop)
        try visitor.visit(AdjustBalance(of: ada, by: .pence(-250)), in: shop)
        try visitor.visit(CancelOrder(of: order), in: shop)
        // A reversal and a payout need a payment.
        var paid = shop
        let payment = try paid.accept(RecordPayment(by: ada, .pence(3_000)))
        try visitor.visit(ReversePayment(of: ada, payment.entry.sequence), in: paid)
        try visitor.visit(PayOut(to: ada, .pence(750)), in: paid)
    }
}

/// A visitor of commands of every kind.
protocol CommandVisitor {
    func visit<C: Command>(_ command: C, in shop: StorelessShop) throws
}
