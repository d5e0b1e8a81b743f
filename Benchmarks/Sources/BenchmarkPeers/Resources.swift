internal import Foundation

/// The SQL files of this target.
enum Resources {
    static func path(of name: String) throws(PeerError) -> String {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("SQL")
        guard let path = folder?.appendingPathComponent(name).path,
            FileManager.default.fileExists(atPath: path)
        else { throw .invalidRequest("the resource \(name) is missing") }
        return path
    }
}
