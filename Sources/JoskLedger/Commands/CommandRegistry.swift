/// Every command of Josk. A command that is not in this list has no metrics, and an audit does not know it.
enum CommandRegistry {
    static let all: [any Command.Type] = [
        CreateBusiness.self,
        AddCustomer.self,
        AddProduct.self,
        Purchase.self,
        RefundOrder.self,
        CancelOrder.self,
        RecordPayment.self,
        ReversePayment.self,
        PayOut.self,
        AdjustBalance.self,
        ChangeCreditLimit.self,
        ReceiveGoods.self,
        AdjustStock.self,
        ChangePrice.self,
        ChangeSKU.self,
        RenameProduct.self,
        SetProductActivity.self,
        RenameCustomer.self,
        SetCustomerActivity.self,
        ChangeCustomerReference.self,
        ChangePaymentTerms.self,
        ChangeDefaultPaymentTerms.self,
    ]

    /// The commands by the kind under which the journal keeps them.
    static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })
}
