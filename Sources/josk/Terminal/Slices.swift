extension Array {
    /// The elements in slices of so many, the last of as many as are left: what is done to all of them, with a sign of
    /// life after each slice.
    func slices(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
