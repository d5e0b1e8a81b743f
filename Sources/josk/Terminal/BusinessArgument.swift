import ArgumentParser
import JoskLedger

/// Reads the option that names a business.
func businessID(_ argument: String) throws -> Business.ID {
    guard let id = Business.ID(argument) else { throw ValidationError("a business is named by a UUID") }
    return id
}
