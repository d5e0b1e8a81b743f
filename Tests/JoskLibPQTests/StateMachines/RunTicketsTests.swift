import Testing

@testable import JoskLibPQ

@Suite("The tickets of a connection's runs")
struct RunTicketsTests {
    @Test("A run that is cancelled before it begins is cancelled when it begins")
    func beforeItBegins() throws {
        let tickets = try RunTickets()
        let ticket = tickets.take()
        tickets.cancel(ticket)
        #expect(!tickets.isCurrentCancelled)
        tickets.begin(ticket)
        #expect(tickets.isCurrentCancelled)
    }

    @Test("A run that is cancelled while it runs, once or twice, is cancelled until it ends")
    func whileItRuns() throws {
        let tickets = try RunTickets()
        let ticket = tickets.take()
        tickets.begin(ticket)
        #expect(!tickets.isCurrentCancelled)
        tickets.cancel(ticket)
        tickets.cancel(ticket)
        #expect(tickets.isCurrentCancelled)
        tickets.end(ticket)
        #expect(!tickets.isCurrentCancelled)
    }

    @Test("The cancellation of a run that has ended or still waits never affects another run")
    func anotherRun() throws {
        let tickets = try RunTickets()
        let (first, second, third) = (tickets.take(), tickets.take(), tickets.take())
        tickets.begin(first)
        tickets.end(first)
        tickets.begin(second)
        tickets.cancel(first)
        tickets.cancel(third)
        #expect(!tickets.isCurrentCancelled)
        tickets.end(second)
        tickets.begin(third)
        #expect(tickets.isCurrentCancelled)
    }
}
