import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("The invoice queue")
struct InvoiceQueueTests {
    /// Returns a queue with one invoice for each letter, whose customer is named by the letter.
    private func queue(_ customers: String) throws -> InvoiceQueue {
        var text = "\(InvoiceColumn.header)\n"
        for (index, customer) in customers.enumerated() {
            text += "\(index),A,Tea,1,now,1.00,\(customer),UK\n"
        }
        return InvoiceQueue(try InvoiceFile(Array(text.utf8), currency: .gbp).invoices)
    }

    @Test("The queue keeps the order of the file if one invoice is in flight at a time")
    func oneAtATime() throws {
        var queue = try queue("abacab")
        var order: [String] = []
        var next = queue.next()
        while let invoice = next {
            order.append(invoice.number.string)
            next = queue.next(after: invoice.customer)
        }
        #expect(order == ["0", "1", "2", "3", "4", "5"])
    }

    @Test("No customer has two invoices in flight, and each customer's invoices stay in order")
    func neverTwo() throws {
        for seed: UInt64 in 0..<200 {
            var random = SeededGenerator(seed: seed)
            let names = Array(Array("abcde").prefix(random.number(in: 1...5)))
            let customers = (0..<random.number(in: 0...40)).map { _ in random.element(of: names) }
            let order = try orderOfAll(in: try queue(String(customers)), &random)
            #expect(order.values.reduce(0) { $0 + $1.count } == customers.count, "seed \(seed)")
            for numbers in order.values { #expect(numbers == numbers.sorted(), "seed \(seed)") }
        }
    }

    /// Empties a queue with several invoices in flight, of which a random one finishes each time.
    ///
    /// - Returns: The numbers of each customer's invoices, in the order in which they were begun.
    private func orderOfAll(
        in queue: InvoiceQueue, _ random: inout SeededGenerator
    ) throws -> [CustomerReference: [Int]] {
        var queue = queue
        var inFlight: [InvoiceFile.Invoice] = []
        var order: [CustomerReference: [Int]] = [:]
        func begin(_ invoice: InvoiceFile.Invoice?) {
            guard let invoice else { return }
            #expect(!inFlight.contains { $0.customer == invoice.customer })
            inFlight.append(invoice)
            order[invoice.customer, default: []].append(Int(invoice.number.string) ?? -1)
        }
        for _ in 0..<random.number(in: 1...6) { begin(queue.next()) }
        while !inFlight.isEmpty {
            let done = inFlight.remove(at: random.number(in: 0...inFlight.count - 1))
            begin(queue.next(after: done.customer))
        }
        return order
    }
}
