import Testing

@testable import josk

@Suite("Advice for numbers that cannot be read")
struct NumberFormTests {
    @Test(
        "A number that cannot be read is recognised by its form",
        arguments: [
            ("6.0", .decimals(.point)), ("-6,00", .decimals(.comma)), ("1,000", .decimalsOrThousands(.comma)),
            ("1.000", .decimalsOrThousands(.point)), ("1,000.00", .thousands), ("1.000,5", .thousands),
            ("1,000,000", .thousands), ("-12.345.678", .thousands), ("1,00,000", .other), ("1,2.3,4", .other),
            ("", .other), ("6", .other), ("6.", .other), (".5", .other), ("1 000", .other), ("x", .other),
            ("1,000.000.0", .other),
        ] as [(String, NumberForm)])
    func forms(text: String, form: NumberForm) {
        #expect(NumberForm(text) == form)
    }

    @Test(
        "The message for a number that cannot be read names the remedy",
        arguments: [
            (.quantity("6.0"), "write it without decimals, such as 6 instead of 6.0"),
            (.quantity("1,000"), "without decimals and thousands separators"),
            (.price("1,000.00", .point), "write it without thousands separators, such as 1000.00"),
            (.price("2,55", .point), "use --decimal comma"),
            (
                .price("1,000", .point),
                "use --decimal comma if the file has decimal commas, or remove thousands separators"
            ),
            (.price("2.55", .comma), "without --decimal comma"),
            (.price("1.000,50", .comma), "without thousands separators"),
            (
                .notUTF8,
                "if the file is in Latin-1 or Windows-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE"
            ),
            (.fieldCount(9, columns: 8), "must be in quotes"),
        ] as [(SetAsideReason, String)])
    func remedies(reason: SetAsideReason, remedy: String) {
        #expect(reason.description.contains(remedy))
    }
}
