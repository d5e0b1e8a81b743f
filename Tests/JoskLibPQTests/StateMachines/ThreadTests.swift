import Foundation
import Testing

@testable import JoskLibPQ

@Suite("Threads", .timeLimit(.minutes(10)))
struct ThreadTests {
    #if canImport(Glibc)
        // In a process of its own, since it takes the threads away from all of it.
        @Test("Where no thread is to be had, connecting says so and does not wait for one")
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
                guard case .unreachable(let why, nil) = refusal, why.hasPrefix("no thread is to be had")
                else {
                    fatalError("\(String(describing: refusal))")
                }
            }
        }
    #endif

    #if os(Linux)
        @Test("A connection's thread has its name where the system shows it")
        func isNamed() async throws {
            let connection = try await Server.connect()
            #expect(SystemThreads.named("josk-postgres").count > 0)
            await connection.close()
        }
    #endif
}

#if canImport(Glibc)
    /// Runs something while every new thread wants more memory than there are addresses.
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

    /// Calls a function of glibc's that Swift does not see.
    private func callGNU(_ name: String, _ attributes: UnsafeMutableRawPointer, _ size: Int = 0) {
        typealias Function = @convention(c) (UnsafeMutableRawPointer, Int) -> Int32
        guard let address = dlsym(nil, name) else { fatalError("\(name) was not found") }
        // Invariant: these functions take attributes and at most one number, and leave alone
        // what they do not take.
        precondition(unsafeBitCast(address, to: Function.self)(attributes, size) == 0)
    }
#endif

#if os(Linux)
    /// The threads of this process, as the system shows them.
    enum SystemThreads {
        /// The numbers of those with a name.
        static func named(_ name: String) -> [String] {
            let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
            return all.filter { text(of: "comm", $0).trimmingCharacters(in: .newlines) == name }
        }

        /// The signals that a thread has blocked, in hexadecimal; nothing if it has ended.
        static func blockedSignals(_ thread: String) -> String {
            let line = text(of: "status", thread).split(separator: "\n").first { $0.hasPrefix("SigBlk:") }
            return line?.split(separator: "\t").last.map(String.init) ?? ""
        }

        /// What a file of the system says of a thread; nothing if it has ended.
        static func text(of file: String, _ thread: String) -> String {
            (try? String(contentsOfFile: "/proc/self/task/\(thread)/\(file)", encoding: .utf8)) ?? ""
        }
    }
#endif
