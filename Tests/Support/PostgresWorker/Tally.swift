/// The outcomes that a process observed, and the effects of its accepted commands.
package struct Tally: Codable, Sendable {
    /// The count of each outcome.
    package private(set) var outcomes: [String: Int] = [:]
    /// The effects under keys that no other process uses, by business.
    package private(set) var own: [Figures]
    /// The effects under keys that several processes use, by key.
    package private(set) var shared: [String: SharedDeed] = [:]
    /// Descriptions of outcomes that must never occur.
    package private(set) var complaints: [String] = []

    package struct SharedDeed: Codable, Sendable, Equatable {
        package let business: Int
        package let deed: Deed
    }

    package init(of businesses: [ShopIdentifiers]) {
        own = businesses.map { Figures(customers: $0.customers.count, products: $0.products.count) }
    }

    mutating func count(_ outcome: String) { outcomes[outcome, default: 0] += 1 }
    mutating func complain(_ what: String) { if complaints.count < 10 { complaints.append(what) } }
    mutating func add(_ deed: Deed, to business: Int) { own[business].add(deed) }

    mutating func add(_ deed: Deed, to business: Int, under key: String) {
        take(SharedDeed(business: business, deed: deed), under: key)
    }

    /// Adds the tally of another task or process.
    package mutating func merge(_ other: Tally) {
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        own = zip(own, other.own).map { $0 + $1 }
        for (key, deed) in other.shared { take(deed, under: key) }
        complaints += other.complaints
    }

    /// Returns the totals of a business; a shared key counts once.
    package func figures(of business: Int) -> Figures {
        shared.values.reduce(into: own[business]) { figures, shared in
            if shared.business == business { figures.add(shared.deed) }
        }
    }

    private mutating func take(_ deed: SharedDeed, under key: String) {
        if let earlier = shared.updateValue(deed, forKey: key), earlier != deed {
            complain("the key \(key) returned both \(earlier) and \(deed)")
        }
    }
}
