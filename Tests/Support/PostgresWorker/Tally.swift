/// What a process was told: how often it heard what, and what was done.
package struct Tally: Codable, Sendable {
    /// How often each outcome was heard.
    package private(set) var outcomes: [String: Int] = [:]
    /// What was done under keys of its own, by business.
    package private(set) var own: [Figures]
    /// What was done under keys that other processes use too, by key, and what they say of it as well.
    package private(set) var shared: [String: SharedDeed] = [:]
    /// What nobody may ever be told.
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

    /// Adds what another task or process was told.
    package mutating func merge(_ other: Tally) {
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        own = zip(own, other.own).map { $0 + $1 }
        for (key, deed) in other.shared { take(deed, under: key) }
        complaints += other.complaints
    }

    /// Everything that was done in a business: what was done under a shared key counts once.
    package func figures(of business: Int) -> Figures {
        shared.values.reduce(into: own[business]) { figures, shared in
            if shared.business == business { figures.add(shared.deed) }
        }
    }

    private mutating func take(_ deed: SharedDeed, under key: String) {
        if let earlier = shared.updateValue(deed, forKey: key), earlier != deed {
            complain("under the key \(key) one was told \(earlier), another \(deed)")
        }
    }
}
