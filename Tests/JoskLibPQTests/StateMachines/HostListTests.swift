import Testing

@testable import JoskLibPQ

@Suite("Several hosts, as attempts with one each")
struct HostListTests {
    /// What the attempts add to what was given.
    private func attempts(_ string: String) -> [[String]] {
        ConnectionSettings(url: string).attempts.map { attempt in
            attempt.parameters.dropFirst().map { "\($0.keyword)=\($0.value)" }
        }
    }

    @Test("Hosts, their addresses and their ports pair up")
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

    @Test("A preferred standby is looked for everywhere before anything else is taken")
    func passesTwice() {
        #expect(
            attempts("host=a,b port=1 target_session_attrs=prefer-standby") == [
                ["host=a", "port=1", "target_session_attrs=standby"],
                ["host=b", "port=1", "target_session_attrs=standby"],
                ["host=a", "port=1", "target_session_attrs=any"],
                ["host=b", "port=1", "target_session_attrs=any"],
            ])
    }

    @Test("What is given later overrides what the connection string says")
    func overrides() {
        var settings = ConnectionSettings(url: "postgresql://a,b/x")
        settings.set("host", "c,d,e")
        settings.set("port", "9")
        #expect(settings.attempts.count == 3)
        settings.set("host", "c")
        #expect(settings.attempts == [settings])
    }

    @Test(
        "What would mean something else in pieces stays whole",
        arguments: [
            "host=a", "host=a,b port=1,2,3", "host=a,b hostaddr=10.0.0.1", "host=,b", "host=a,b service=x",
            "postgresql://a/x", "dbname=x",
        ])
    func staysWhole(_ string: String) {
        let settings = ConnectionSettings(url: string)
        #expect(settings.attempts == [settings])
    }
}
