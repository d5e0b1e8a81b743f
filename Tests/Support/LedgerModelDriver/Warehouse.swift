internal import LedgerModel

/// A run that first fills one product's stock to its upper bound.
enum Warehouse {
    /// The number of commands before the random ones.
    ///
    /// The first two create businesses. The others fill the stock with the largest quantity of a receipt, of
    /// which a thousand reach the bound.
    static let receipts = 1_000

    static let product = 1

    static func fill(_ business: NaiveBusiness) -> Plain.Command {
        guard business.products.contains(where: { $0.id == product }) else {
            return .addProduct(
                Plain.AddProduct(
                    id: product, sku: Plain.Text("bulk"), name: Plain.Text("Grains of sand"),
                    price: Plain.Amount(0, business.currency), stock: Bounds.mostUnits))
        }
        return .receiveGoods(product: product, quantity: Bounds.mostUnits, reference: nil)
    }
}
