extension Array {
    /// Returns the elements in slices of `size` elements; the last slice has the remaining ones.
    ///
    /// A command processes long arrays in slices, and shows its progress after each slice.
    func slices(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
