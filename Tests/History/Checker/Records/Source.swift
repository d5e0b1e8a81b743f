/// The place of a line: the number of its file, and the number of the line in it.
struct Source: Hashable, Sendable {
    let file: Int32
    let line: Int32
}
