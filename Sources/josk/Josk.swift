import ArgumentParser
@main struct Josk: ParsableCommand {}
