/// Why there is no server to test with, or why it did not do what it was told.
package struct ClusterError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
