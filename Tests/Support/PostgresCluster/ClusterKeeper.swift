import Foundation

/// The shell script between the tests and a server.
///
/// The script has the read end of a pipe; the test process has the write end. When the write end closes, however the
/// test process ended, the script stops the server and removes its directory.
enum ClusterKeeper {
    /// The text of the script.
    ///
    /// $1 is the server's directory and $2 the directory of the programs. $3 is the number of words in the prefix that
    /// runs a command as another user. The words of the prefix follow, then the server's arguments. A line on the pipe
    /// starts the server.
    static let script = #"""
        trap '' INT TERM HUP
        directory=$1; binaries=$2; words=$3; shift 3
        as=
        while [ "$words" -gt 0 ]; do as="$as '$1'"; shift; words=$((words - 1)); done
        [ -z "$as" ] || chown -R postgres "$directory"
        log=$directory/server.log
        server=
        initdb='"$binaries/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C --no-sync'
        # A standby begins as a copy of the server that this file names.
        [ ! -f "$directory/primary" ] || initdb='"$binaries/pg_basebackup" -D "$directory/data" -c fast -X stream -R \
            -d "$(cat "$directory/primary")"'
        if ! eval "$as" "$initdb" \
            >"$directory/initdb.log" 2>&1; then
            echo failed >"$directory/state.new" && mv "$directory/state.new" "$directory/state"
        else
            for file in pg_hba.conf server.crt server.key; do
                [ ! -f "$directory/$file" ] || cp -p "$directory/$file" "$directory/data/"
            done
            echo ready >"$directory/state.new" && mv "$directory/state.new" "$directory/state"
        fi
        while read -r line; do
            [ -z "$server" ] || wait "$server"
            # The server reads its clock's offset from this file. libfaketime itself is named by a second one.
            [ ! -f "$directory/clock" ] || export LD_PRELOAD="$(cat "$directory/clock.library")" \
                FAKETIME_TIMESTAMP_FILE="$directory/clock" FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
            eval "exec $as" '"$binaries/postgres" -D "$directory/data" "$@"' >>"$log" 2>&1 </dev/null &
            server=$!
        done
        pid=$(head -n 1 "$directory/data/postmaster.pid" 2>/dev/null)
        [ -z "$pid" ] || kill -QUIT "$pid" 2>/dev/null
        [ -z "$server" ] || wait "$server"
        rm -rf "$directory"
        """#

    /// Starts the script for a server, and returns the write end of its pipe.
    static func start(directory: String, tools: ClusterTools, arguments: [String]) throws -> Int32 {
        try start(
            script, [directory, tools.binaries, "\(tools.prefix.count)"] + tools.prefix + arguments)
    }

    /// Starts a script, and returns the write end of the pipe that it reads.
    ///
    /// The script must stop everything that it has started, and exit, when its input ends.
    static func start(_ script: String, _ arguments: [String]) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ClusterError("cannot create a pipe") }
        // No other child process may inherit the write end.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "josk-postgres-keeper"] + arguments
        process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: false)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        defer { close(ends[0]) }
        try process.run()
        return ends[1]
    }
}
