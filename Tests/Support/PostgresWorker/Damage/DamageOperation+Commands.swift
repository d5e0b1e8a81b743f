// Commands for the business, its customers and its products.

import JoskLedger

extension DamageOperation {
    static let customers: [DamageOperation] = [
        command(CreateBusiness.kind) {
            try await $0.ledger.createBusiness(name: "Second Shop", currency: .gbp)
        },
        command(CreateBusiness.kind, "create-business of the same identifier") {
            try await $0.ledger.createBusiness(id: $0.scene.business, name: "Corner Shop", currency: .gbp)
        },
        command(ChangeDefaultPaymentTerms.kind) {
            try await $0.tenant.changeDefaultPaymentTerms(to: .days(60))
        },
        command(AddCustomer.kind) {
            try await $0.tenant.addCustomer(name: "Eve", reference: "E-1", creditLimit: $0.pence(500))
        },
        command(AddCustomer.kind, "add-customer with a taken reference") {
            try await $0.tenant.addCustomer(name: "Eve", reference: "A-1", creditLimit: $0.pence(500))
        },
        command(RenameCustomer.kind) {
            try await $0.tenant.rename(customer: $0.scene.ada, to: "Ada L.")
        },
        command(SetCustomerActivity.kind) { try await $0.tenant.deactivate(customer: $0.scene.bob) },
        command(SetCustomerActivity.kind, "activate-customer") {
            try await $0.tenant.activate(customer: $0.scene.bob)
        },
        command(ChangeCustomerReference.kind) {
            try await $0.tenant.changeCustomerReference(of: $0.scene.ada, to: "A-2")
        },
        command(ChangePaymentTerms.kind) {
            try await $0.tenant.changePaymentTerms(of: $0.scene.bob, to: .days(7))
        },
    ]

    static let products: [DamageOperation] = [
        command(AddProduct.kind) {
            try await $0.tenant.addProduct(sku: "CUP-1", name: "Cup", price: $0.pence(300), stock: 4)
        },
        command(AddProduct.kind, "add-product with a taken SKU") {
            try await $0.tenant.addProduct(sku: "TEA-1", name: "Cup", price: $0.pence(300))
        },
        command(RenameProduct.kind) { try await $0.tenant.rename(product: $0.scene.tea, to: "Green tea") },
        command(SetProductActivity.kind) { try await $0.tenant.deactivate(product: $0.scene.leaflet) },
        command(ChangePrice.kind) {
            try await $0.tenant.changePrice(of: $0.scene.leaflet, to: $0.pence(10))
        },
        command(ChangeSKU.kind) { try await $0.tenant.changeSKU(of: $0.scene.leaflet, to: "LEAF-2") },
        command(ReceiveGoods.kind) { try await $0.tenant.receiveGoods(of: $0.scene.tea, quantity: 5) },
        command(ReceiveGoods.kind, "receive-goods of the largest quantity") {
            try await $0.tenant.receiveGoods(of: $0.scene.mug, quantity: Limits.quantity.upperBound)
        },
        command(AdjustStock.kind) {
            try await $0.tenant.adjustStock(of: $0.scene.tea, by: -1, reason: "broken")
        },
    ]
}
