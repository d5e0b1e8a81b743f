import InvoiceOracle
import Testing

@Suite("josk replay")
struct ReplayTests {}
