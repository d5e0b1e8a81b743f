import Testing

@testable import JoskLibPQ

@Suite("Host lists")
struct HostListTests {
    /// Returns the parameters that each attempt adds to the given ones.
    private func attempts(_ string: String) -> [[String]] {
        ConnectionSettings(url: string).attempts.map { attempt in
            attempt.parameters.dropFirst().map { "\($0.keyword)=\($0.value)" }
        }
    }

    @Test("Each host in a list gets its own address and port")
    func pairs() {
        #expect(
            attempts("host=a,b hostaddr=10.0.0.1,10.0.0.2 port=1,2") == [
                ["host=a", "hostaddr=10.0.0.1", "port=1", "target_session_attrs=any"],
                ["host=b", "hostaddr=10.0.0.2", "port=2", "target_session_attrs=any"],
            ])
        #expect(
            attempts("hostaddr=10.0.0.1,10.0.0.2 port=7") == [
                ["hostaddr=10.0.0.1", "port=7", "target_session_attrs=any"],
                ["hostaddr=10.0.0.2", "port=7", "target_session_attrs=any"],
            ])
        #expect(
            attempts("postgresql://ada@a:1,[::1],b:3/x?target_session_attrs=read-only") == [
                ["host=a", "port=1", "target_session_attrs=read-only"],
                ["host=::1", "port=5432", "target_session_attrs=read-only"],
                ["host=b", "port=3", "target_session_attrs=read-only"],
            ])
    }

    @Test("With prefer-standby, every host is tried as a standby before any other server is accepted")
    func passesTwice() {
        #expect(
            attempts("host=a,b port=1 target_session_attrs=prefer-standby") == [
                ["host=a", "port=1", "target_session_attrs=standby"],
                ["host=b", "port=1", "target_session_attrs=standby"],
                ["host=a", "port=1", "target_session_attrs=any"],
                ["host=b", "port=1", "target_session_attrs=any"],
            ])
    }

    @Test("Parameters that are set later override those of the connection string")
    func overrides() {
        var settings = ConnectionSettings(url: "postgresql://a,b/x")
        settings.set("host", "c,d,e")
        settings.set("port", "9")
        #expect(settings.attempts.count == 3)
        settings.set("host", "c")
        #expect(settings.attempts == [settings])
    }

    @Test(
        "A connection string that would change its meaning if split by host stays whole",
        arguments: [
            "host=a", "host=a,b port=1,2,3", "host=a,b hostaddr=10.0.0.1", "host=,b", "host=a,b service=x",
            "postgresql://a/x", "dbname=x",
        ])
    func staysWhole(_ string: String) {
        let settings = ConnectionSettings(url: string)
        #expect(settings.attempts == [settings])
    }
}
