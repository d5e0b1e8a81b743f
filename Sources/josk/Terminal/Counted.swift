extension BinaryInteger {
    /// Returns the number with its noun, such as "1 order" or "2 orders".
    func of(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? "\(singular)s")"
    }
}
