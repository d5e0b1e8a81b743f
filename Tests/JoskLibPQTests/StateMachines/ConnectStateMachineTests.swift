import JoskLibPQ
import Testing

private typealias Machine = ConnectStateMachine

@Suite("The connect state machine")
struct ConnectStateMachineTests {
    @Test("Connecting first waits to write, and then for the direction that libpq requests")
    func connects() {
        var machine = Machine()
        #expect(machine.next(after: .started(true)) == .wait(.write))
        #expect(machine.next(after: .ready) == .poll)
        #expect(machine.next(after: .polled(.reading)) == .wait(.read))
        #expect(machine.next(after: .ready) == .poll)
        #expect(machine.next(after: .polled(.writing)) == .wait(.write))
        #expect(machine.next(after: .ready) == .poll)
        #expect(machine.next(after: .polled(.connected)) == .finish(.connected))
    }

    @Test("Every event in every state of connecting has its action, and the end is final")
    func isTotal() {
        let events: [Machine.Event] = [
            .started(true), .started(false), .ready, .polled(.reading), .polled(.writing),
            .polled(.connected),
            .polled(.failed), .deadlinePassed,
        ]
        let failed = Machine.Action.finish(.failed)
        let late = Machine.Action.finish(.deadlinePassed)
        let expected: [(String, [Machine.Event], [Machine.Action])] = [
            ("idle", [], [.wait(.write), failed, failed, failed, failed, failed, failed, late]),
            ("waiting", [.started(true)], [failed, failed, .poll, failed, failed, failed, failed, late]),
            (
                "polling", [.started(true), .ready],
                [failed, failed, failed, .wait(.read), .wait(.write), .finish(.connected), failed, late]
            ),
        ]
        for (name, history, actions) in expected {
            for (event, wanted) in zip(events, actions) {
                var machine = Machine()
                for past in history { _ = machine.next(after: past) }
                let action = machine.next(after: event)
                #expect(action == wanted, "\(name) after \(event)")
                guard case .finish = action else { continue }
                for more in events { #expect(machine.next(after: more) == action) }
            }
        }
    }
}
