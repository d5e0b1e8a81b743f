internal import JoskLedger

/// Reads a list with these keys, which ascend, in pages of several sizes and both ways, and compares.
func expectPages<Key: Sendable & Comparable & Hashable>(
    of keys: [Key], _ read: (PageRequest<Key>) async throws -> Page<Key, Key>
) async throws {
    for direction in [PageDirection.oldestFirst, .newestFirst] {
        let all = direction == .oldestFirst ? keys : keys.reversed()
        for limit in [1, 3, keys.count, keys.count + 1] {
            try await expectPages(of: all, PageRequest(direction, limit: limit), read)
        }
        for (index, key) in all.enumerated() {
            let page = try await read(PageRequest(direction, after: key))
            try expectEqual(page.elements, Array(all[(index + 1)...]), "keys, \(direction), behind \(key)")
        }
    }
}

/// Reads a whole list from page to page.
private func expectPages<Key: Sendable & Hashable>(
    of all: [Key], _ first: PageRequest<Key>, _ read: (PageRequest<Key>) async throws -> Page<Key, Key>
) async throws {
    var found: [Key] = []
    var request = first
    while found.count <= all.count {
        let page = try await read(request)
        try expect(page.elements.count <= first.limit, "\(page.elements.count) on a page of \(first.limit)")
        try expect(!page.elements.isEmpty, "a page that was promised has nothing on it")
        found += page.elements
        guard let next = page.next else { break }
        request = PageRequest(first.direction, after: next, limit: first.limit)
    }
    try expectEqual(found, all, "keys, \(first.direction), \(first.limit) on a page")
}

/// Reads a list that is numbered from 1, also behind numbers that it does not have, and compares.
func expectNumberedPages(
    of count: Int64, _ read: (PageRequest<Int64>) async throws -> Page<Int64, Int64>
) async throws {
    let numbers = Array(1...count)
    try await expectPages(of: numbers, read)
    for cursor in [Int64.min, -1, 0, count + 1, .max] {
        let ascending = try await read(PageRequest(.oldestFirst, after: cursor))
        try expectEqual(ascending.elements, numbers.filter { $0 > cursor }, "numbers behind \(cursor)")
        let descending = try await read(PageRequest(.newestFirst, after: cursor))
        try expectEqual(
            descending.elements, numbers.reversed().filter { $0 < cursor }, "numbers before \(cursor)")
    }
}
