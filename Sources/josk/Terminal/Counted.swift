extension BinaryInteger {
    /// So many of something: "1 order", "2 orders".
    func of(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? "\(singular)s")"
    }
}
