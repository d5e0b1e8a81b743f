internal import JoskLedger

/// Reads a list in pages, and compares it with the expected keys.
///
/// The pages have several sizes, both directions, and cursors that are keys of the list and keys that it lacks.
///
/// - Parameters:
///   - keys: The keys of the list, in ascending order.
///   - absent: Keys that the list lacks: between, before and behind its keys.
func expectPages<Element: PageElement>(
    of keys: [Element.Cursor], absent: [Element.Cursor],
    _ read: (PageRequest<Element>) async throws -> Page<Element>
) async throws where Element.Cursor: Comparable {
    for direction in PageDirection.allCases {
        let all = direction == .ascending ? keys : keys.reversed()
        for limit in [1, 3, keys.count, keys.count + 1] {
            try await expectPages(of: all, PageRequest(direction, limit: limit), read)
        }
        for cursor in keys + absent {
            let page = try await read(PageRequest(direction, after: cursor))
            let expected = all.filter { direction == .ascending ? $0 > cursor : $0 < cursor }
            try expectEqual(page.elements.map(\.cursor), expected, "keys, \(direction), behind \(cursor)")
        }
    }
}

/// Reads a whole list page by page, and compares it with the expected keys.
private func expectPages<Element: PageElement>(
    of all: [Element.Cursor], _ first: PageRequest<Element>,
    _ read: (PageRequest<Element>) async throws -> Page<Element>
) async throws {
    var found: [Element.Cursor] = []
    var next: PageRequest<Element>? = first
    while let request = next, found.count <= all.count {
        let page = try await read(request)
        try expect(
            page.elements.count <= first.limit,
            "expected at most \(first.limit) elements on a page, found \(page.elements.count)")
        try expect(!page.elements.isEmpty, "expected an element on a page that `next` promised, found none")
        found += page.elements.map(\.cursor)
        next = page.next
    }
    try expectEqual(found, all, "keys, \(first.direction), \(first.limit) on a page")
}

/// Returns the keys of a list that is numbered from 1, and keys that the list lacks.
func numbers(upTo count: Int64) -> (keys: [Int64], absent: [Int64]) {
    (Array(1...count), [.min, -1, 0, count + 1, .max])
}

/// Returns identifiers other than the given ones: those next to each of them, the lowest and the highest.
func absentees<Subject>(of ids: [Identifier<Subject>]) -> [Identifier<Subject>] {
    let near = ids.flatMap { id in
        [id.words.low &- 1, id.words.low &+ 1].map { Identifier<Subject>(high: id.words.high, low: $0) }
    }
    return Set(near + [Identifier(high: .min, low: .min), Identifier(high: .max, low: .max)])
        .subtracting(ids).sorted()
}
