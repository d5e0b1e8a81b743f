extension Int64: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(word: UInt64(bitPattern: self))
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(bitPattern: try decoder.word())
    }
}

extension Bool: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(byte: self ? 1 : 0) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        switch try decoder.byte() {
        case 0: self = false
        case 1: self = true
        default: throw .malformed("truth value")
        }
    }
}

extension String: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(Int64(utf8.count))
        encoder.append(bytes: utf8)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        let count = try Int64(from: &decoder)
        guard let text = String(validating: try decoder.take(Int(clamping: count)), as: UTF8.self) else {
            throw .malformed("text")
        }
        self = text
    }
}

extension Optional: CanonicalCodable where Wrapped: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(self != nil)
        if let self { encoder.append(self) }
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self = try Bool(from: &decoder) ? try Wrapped(from: &decoder) : nil
    }
}

extension Array: CanonicalCodable where Element: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(Int64(count))
        for element in self { encoder.append(element) }
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        let count = try Int64(from: &decoder)
        // Every element has at least one byte, so a forged count cannot cause an allocation of memory.
        guard count >= 0, count <= decoder.remaining else { throw .malformed("list") }
        self = []
        for _ in 0..<count { append(try Element(from: &decoder)) }
    }
}

extension Identifier: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(word: words.high)
        encoder.append(word: words.low)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(high: try decoder.word(), low: try decoder.word())
    }
}

extension BoundedText: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(string) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        let string = try String(from: &decoder)
        do throws(TextViolation) {
            try self.init(string)
        } catch {
            throw .malformed("\(error)")
        }
    }
}

extension Currency: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(code) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        guard let currency = Currency(code: try String(from: &decoder)) else { throw .malformed("currency") }
        self = currency
    }
}

extension Money: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(minorUnits)
        encoder.append(currency)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(minorUnits: try Int64(from: &decoder), try Currency(from: &decoder))
    }
}

extension Timestamp: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(microseconds) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(microseconds: try Int64(from: &decoder))
    }
}

extension CalendarDate: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(daysSince1970) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        guard let date = CalendarDate(daysSince1970: try Int64(from: &decoder)) else {
            throw .malformed("date")
        }
        self = date
    }
}

extension Metadata: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(pairs) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(ordered: try decoder.next())
    }
}

extension Metadata.Pair: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(key)
        encoder.append(value)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(key: try decoder.next(), value: try decoder.next())
    }
}
