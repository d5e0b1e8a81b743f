/// An array of one dimension, with or without nulls.
package struct PostgresArray<Element: PostgresValue>: PostgresValue {
    package let elements: [Element?]

    package init(_ elements: [Element?]) { self.elements = elements }

    package static var typeID: TypeID { Element.arrayTypeID }
    /// The type of an array whose elements are arrays, which in PostgreSQL is the type of the element array.
    ///
    /// PostgreSQL has multidimensional arrays instead of arrays of arrays, and they have the same type.
    package static var arrayTypeID: TypeID { Element.arrayTypeID }

    package func encode(into bytes: inout [UInt8]) { bytes.append(array: elements) }

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
        // Each element has at least a length, so that a forged count cannot cause a large reservation of memory.
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

extension [UInt8] {
    /// Appends the header of an array in the binary format.
    ///
    /// The header contains the count of dimensions, a flag for nulls, the type of the elements, and the size and the
    /// lower bound of each dimension. The elements follow, each after its length, which is −1 for a null.
    mutating func appendArrayHeader(of type: TypeID, count: Int, hasNulls: Bool) {
        append(bigEndian: Int32(count == 0 ? 0 : 1))
        append(bigEndian: Int32(hasNulls ? 1 : 0))
        append(bigEndian: type.rawValue)
        if count == 0 { return }
        append(bigEndian: Int32(clamping: count))
        append(bigEndian: Int32(1))
    }

    /// Appends an array of values, some of them null.
    mutating func append<Value: PostgresValue>(array values: some Collection<Value?>) {
        let hasNulls = values.contains { $0 == nil }
        appendArrayHeader(of: Value.typeID, count: values.count, hasNulls: hasNulls)
        for value in values {
            if let value { append(element: value) } else { append(bigEndian: Int32(-1)) }
        }
    }

    /// Appends an element of an array, after its length.
    mutating func append(element: some PostgresValue) {
        let place = count
        append(bigEndian: Int32(0))
        element.encode(into: &self)
        // A longer element is refused with the whole parameter before it is sent.
        let length = Int32(clamping: count - place - 4)
        for index in 0..<4 { self[place + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
    }
}
