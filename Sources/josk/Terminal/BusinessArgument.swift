import ArgumentParser
import JoskLedger

/// Returns the identifier in the option that names a business.
func businessID(_ argument: String) throws -> Business.ID {
    guard let id = Business.ID(argument) else {
        throw ValidationError("the identifier of a business is a UUID")
    }
    return id
}
