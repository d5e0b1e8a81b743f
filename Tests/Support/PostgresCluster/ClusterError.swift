/// A failure to provide a server to test with, or a failed operation on it.
package struct ClusterError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
