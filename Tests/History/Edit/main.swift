// Makes a correct recorded history false: `history-edit <directory> <edit> <seed>`, where the edit is a number from 1 on.
//
// It prints the name of the edit. The exit status is 0, 64 for wrong arguments, and 1 if the history has no suitable line.

import Foundation
import HistoryChecker

private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let number = Int(arguments[2]), HistoryEdit.all.indices.contains(number - 1),
    let seed = UInt64(arguments[3])
else {
    FileHandle.standardError.write(
        Data("usage: history-edit <directory> <edit, 1 to \(HistoryEdit.all.count)> <seed>\n".utf8))
    exit(64)
}
var history = try RecordedHistory(in: arguments[1])
var random: any RandomNumberGenerator = SplitMix64(state: seed)
let edit = HistoryEdit.all[number - 1]
print(edit.name)
guard try edit.apply(&history, &random) else { exit(1) }
try history.write()
