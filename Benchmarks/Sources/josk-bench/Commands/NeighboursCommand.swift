import ArgumentParser
import JoskLedger

/// The subcommand `josk-bench neighbours`.
struct NeighboursCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "neighbours",
        abstract: "Measure a quiet tenant's purchase and read, alone and beside the loads of other tenants.",
        discussion: """
            It fails if an operation of the quiet tenant fails, if a median beside one load is more than \
            \(Int(Neighbours.Bounds.besideOne.factor)) times that of alone or its 99th percentile is above a \
            second, or if a median beside all loads together is more than \
            \(Int(Neighbours.Bounds.besideAll.factor)) times that of alone.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Flag(help: "List the loads without running them.")
    var list = false

    @Option(
        help: "Run only these loads, separated by commas.",
        transform: { $0.split(separator: ",").map(String.init) }
    )
    var only: [String] = []

    @Option(help: "The duration of a load that does not end by itself, in seconds.")
    var seconds = 10

    @Option(help: "The maximum time of a command in the queue, in seconds (QueueConfiguration.queueTimeout).")
    var queueTimeout = Int(QueueConfiguration().queueTimeout.components.seconds)

    func validate() throws {
        for name in only where !NeighbourLoad.all.contains(where: { $0.name == name }) {
            throw ValidationError("unknown load \(name); --list names all loads")
        }
        if seconds < 1 { throw ValidationError("--seconds must be 1 or more") }
        if queueTimeout < 1 { throw ValidationError("--queue-timeout must be 1 or more") }
    }

    func run() async throws {
        if list {
            for load in NeighbourLoad.all { print("\(load.name): \(load.meaning)") }
            return
        }
        let progress = Progress()
        let bench = try await serverOptions.prepare(.full, progress, withPeers: false)
        do {
            try Settings.mustBeDurable(try await Settings.server(bench.psql))
            let loads = NeighbourLoad.all.filter { only.isEmpty || only.contains($0.name) }
            var queue = QueueConfiguration()
            queue.queueTimeout = .seconds(queueTimeout)
            let neighbours = Neighbours(bench: bench, seconds: seconds, queue: queue)
            for line in try await neighbours.run(loads) { print(line) }
        } catch {
            progress.line("FAILED: \(error)")
            throw ExitCode.failure
        }
    }
}
