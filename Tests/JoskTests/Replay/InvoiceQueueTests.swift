import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("The queue of invoices")
struct InvoiceQueueTests {
    /// One invoice a letter, by the customer of that name.
    private func queue(_ customers: String) throws -> InvoiceQueue {
        var text = "\(InvoiceFile.header)\n"
        for (index, customer) in customers.enumerated() {
            text += "\(index),A,Tea,1,now,1.00,\(customer),UK\n"
        }
        return InvoiceQueue(try InvoiceFile(Array(text.utf8), currency: .gbp).invoices)
    }

    @Test("keeps the order of the file where one is under way at a time")
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

    @Test("lets nobody have two under way, and each has the own ones in order")
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

    /// Goes through a queue with some under way, of which a random one ends; each customer's numbers as they were begun.
    private func orderOfAll(
        in queue: InvoiceQueue, _ random: inout SeededGenerator
    ) throws -> [CustomerReference: [Int]] {
        var queue = queue
        var underWay: [InvoiceFile.Invoice] = []
        var order: [CustomerReference: [Int]] = [:]
        func begin(_ invoice: InvoiceFile.Invoice?) {
            guard let invoice else { return }
            #expect(!underWay.contains { $0.customer == invoice.customer })
            underWay.append(invoice)
            order[invoice.customer, default: []].append(Int(invoice.number.string) ?? -1)
        }
        for _ in 0..<random.number(in: 1...6) { begin(queue.next()) }
        while !underWay.isEmpty {
            let done = underWay.remove(at: random.number(in: 0...underWay.count - 1))
            begin(queue.next(after: done.customer))
        }
        return order
    }
}
