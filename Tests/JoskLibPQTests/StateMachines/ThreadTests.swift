import Foundation
import Testing

@testable import JoskLibPQ

@Suite("Connection threads", .timeLimit(.minutes(10)))
struct ThreadTests {
    #if canImport(Glibc)
        // In a separate process, because the whole process cannot start threads meanwhile.
        @Test("A thread that cannot be started is reported as unreachable, without a wait")
        func refusesWithoutThreads() async {
            await #expect(processExitsWith: .success) {
                let refusal = withoutThreads { () -> PostgresError? in
                    do throws(PostgresError) {
                        _ = try ThreadExecutor(name: "none")
                        return nil
                    } catch {
                        return error
                    }
                }
                guard case .unreachable(let why, nil) = refusal, why.hasPrefix("no thread could be started")
                else {
                    fatalError("\(String(describing: refusal))")
                }
            }
        }
    #endif

    #if os(Linux)
        @Test("A connection's thread has its name in the system's list")
        func isNamed() async throws {
            let connection = try await Server.connect()
            #expect(SystemThreads.named("josk-postgres").count > 0)
            await connection.close()
        }
    #endif
}

#if canImport(Glibc)
    /// Runs a body while every new thread requests more memory than there are addresses.
    private func withoutThreads<Value>(_ body: () -> Value) -> Value {
        // More than a pthread_attr_t needs.
        let before = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 16)
        let huge = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 16)
        callGNU("pthread_getattr_default_np", before)
        callGNU("pthread_getattr_default_np", huge)
        callGNU("pthread_attr_setstacksize", huge, 1 << 50)
        callGNU("pthread_setattr_default_np", huge)
        defer { callGNU("pthread_setattr_default_np", before) }
        return body()
    }

    /// Calls a function of glibc that Swift does not import.
    private func callGNU(_ name: String, _ attributes: UnsafeMutableRawPointer, _ size: Int = 0) {
        typealias Function = @convention(c) (UnsafeMutableRawPointer, Int) -> Int32
        guard let address = dlsym(nil, name) else { fatalError("\(name) was not found") }
        // Invariant: these functions take attributes and at most one number, and ignore arguments that they do not
        // take.
        precondition(unsafeBitCast(address, to: Function.self)(attributes, size) == 0)
    }
#endif

#if os(Linux)
    /// The threads of this process, as the system shows them.
    enum SystemThreads {
        /// Returns the identifiers of the threads with a name.
        static func named(_ name: String) -> [String] {
            all.filter { Self.name($0) == name }
        }

        /// The identifiers of all threads.
        static var all: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        }

        static func name(_ thread: String) -> String {
            text(of: "comm", thread).trimmingCharacters(in: .newlines)
        }

        /// Returns the contents of a thread's file in /proc; empty if the thread has ended.
        static func text(of file: String, _ thread: String) -> String {
            (try? String(contentsOfFile: "/proc/self/task/\(thread)/\(file)", encoding: .utf8)) ?? ""
        }
    }
#endif
