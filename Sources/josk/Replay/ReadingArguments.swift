import ArgumentParser

/// The options of `josk replay` for reading its file.
struct ReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The names of columns in the file, where they differ: InvoiceNo=Invoice,CustomerID=\"Customer ID\".",
            valueName: "column=name,..."),
        transform: columnNames)
    var columns = ColumnNames()

    @Option(help: ArgumentHelp("The mark before the decimals of prices.", valueName: "mark"))
    var decimal = DecimalMark.point

    @Option(
        help: ArgumentHelp(
            "The order of the invoices: that of InvoiceDate or of the file.", valueName: "order"))
    var order = InvoiceOrder.date

    @Option(
        help: ArgumentHelp(
            "The order of day and month in dates such as 01/02/2010. By default, that in which all dates are readable.",
            valueName: "form"))
    var dates = DayMonthOrder.automatic

    @Flag(help: "Replay the other rows of invoices of which rows were set aside.")
    var partial = false

    var options: ReadingOptions {
        ReadingOptions(
            columns: columns, decimalMark: decimal, order: order, dates: dates, isPartial: partial)
    }

    private static func columnNames(_ list: String) throws -> ColumnNames {
        do throws(ColumnNamesProblem) {
            return try ColumnNames(list)
        } catch {
            throw ValidationError(error.description)
        }
    }
}

extension DecimalMark: ExpressibleByArgument {}
extension InvoiceOrder: ExpressibleByArgument {}
extension DayMonthOrder: ExpressibleByArgument {}
