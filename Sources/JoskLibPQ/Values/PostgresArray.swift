/// An array of one dimension, with or without nulls.
package struct PostgresArray<Element: PostgresValue>: PostgresValue {
    package let elements: [Element?]

    package init(_ elements: [Element?]) { self.elements = elements }

    package static var typeID: TypeID { Element.arrayTypeID }
    /// PostgreSQL has no arrays of arrays: they are arrays of more dimensions, of the same type.
    package static var arrayTypeID: TypeID { Element.arrayTypeID }

    /// The binary format of an array: the count of dimensions, whether there are nulls, the type of the elements,
    /// the size and the lower bound of each dimension, then each element with its length, −1 for a null.
    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(elements.contains { $0 == nil } ? 1 : 0))
        bytes.append(bigEndian: Element.typeID.rawValue)
        if elements.isEmpty { return }
        bytes.append(bigEndian: Int32(elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements { Self.append(element, to: &bytes) }
    }

    private static func append(_ element: Element?, to bytes: inout [UInt8]) {
        guard let element else { return bytes.append(bigEndian: Int32(-1)) }
        let place = bytes.count
        bytes.append(bigEndian: Int32(0))
        element.encode(into: &bytes)
        // A longer one is refused with the whole parameter before it is sent.
        let length = Int32(clamping: bytes.count - place - 4)
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
    }

    package init?(postgres bytes: RawSpan) {
        func integer(at place: Int) -> Int32? {
            guard place + 4 <= bytes.byteCount else { return nil }
            return bytes.extracting(place..<place + 4).bigEndian(Int32.self)
        }
        guard let dimensions = integer(at: 0), let type = integer(at: 8),
            UInt32(bitPattern: type) == Element.typeID.rawValue
        else { return nil }
        if dimensions == 0 {
            elements = []
            return
        }
        guard dimensions == 1, let count = integer(at: 12), count >= 0 else { return nil }
        var elements: [Element?] = []
        var place = 20
        // Each element has a length at the least: a forged count cannot make us reserve memory.
        elements.reserveCapacity(min(Int(count), bytes.byteCount / 4))
        for _ in 0..<count {
            guard let length = integer(at: place) else { return nil }
            place += 4
            if length < 0 {
                elements.append(nil)
                continue
            }
            let end = place + Int(length)
            guard end <= bytes.byteCount, let element = Element(postgres: bytes.extracting(place..<end))
            else { return nil }
            elements.append(element)
            place = end
        }
        if place != bytes.byteCount { return nil }
        self.elements = elements
    }
}
