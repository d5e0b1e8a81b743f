internal import LedgerModel

/// A run that begins by filling one product's stock to the brim.
enum Warehouse {
    /// A thousand receipts of the most that one can take fill it; the rest are to open it.
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
