// Makes a correct recorded history false: `history-edit <directory> <edit> <seed>`, where the edit is a number from 1
// on. `history-edit count` prints the number of edits.
//
// It changes the files in place, so run it on a copy, and prints the name of the edit. The exit status is 0, 64 for
// wrong arguments, and 1 if the history has no suitable line.

import Foundation
import HistoryChecker

let arguments = CommandLine.arguments
if arguments.dropFirst() == ["count"] {
    print(HistoryEdit.all.count)
    exit(0)
}
guard arguments.count == 4, let number = Int(arguments[2]), HistoryEdit.all.indices.contains(number - 1),
    let seed = UInt64(arguments[3])
else {
    FileHandle.standardError.write(
        Data("usage: history-edit <directory> <edit, 1 to \(HistoryEdit.all.count)> <seed>\n".utf8))
    exit(64)
}
var history = try RecordedHistory(in: arguments[1])
var random = SplitMix64(seed: seed)
let edit = HistoryEdit.all[number - 1]
print(edit.name)
guard try edit.apply(&history, &random) else { exit(1) }
try history.write()
