// Checks the English of this repository, as far as a program can:
//
// - no word or phrase of Scripts/words-to-avoid, except where Scripts/words-allowed gives a reason;
// - no documentation comment, parameter or result begins with a question word (`QuestionWords`);
// - the documentation of each public initializer begins with a verb ("Creates …");
// - each name of a test or suite begins with a capital letter and has no final period.
//
//     git ls-files -z | check-words <words-to-avoid> <words-allowed>
//
// It prints one line for each finding. The exit status is 1 if there are any, and 64 for wrong arguments.

import Foundation

guard CommandLine.arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: check-words <words-to-avoid> <words-allowed>\n".utf8))
    exit(64)
}
let wordsPath = CommandLine.arguments[1]
let allowancesPath = CommandLine.arguments[2]
let phrases = PhraseList(text: try String(contentsOfFile: wordsPath, encoding: .utf8))
var allowances = Allowances(text: try String(contentsOfFile: allowancesPath, encoding: .utf8))

let input = FileHandle.standardInput.readDataToEndOfFile()
let paths = input.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    .filter { $0 != wordsPath && $0 != allowancesPath }

var findings: [String] = []
for path in paths.sorted() {
    // A file that was deleted and is not committed yet is still in the index.
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
    for match in phrases.matches(in: text) where !allowances.allow(match.phrase.text, in: path) {
        findings.append("\(path):\(match.line): error: \"\(match.phrase.text)\": \(match.phrase.advice)")
    }
    if path.hasSuffix(".swift") {
        findings += SwiftComments(text: text).findings.map { "\(path):\($0.line): error: \($0.message)" }
    }
}
findings += allowances.unused.map {
    "\(allowancesPath):\($0.line): error: \($0.path) does not contain \"\($0.phrase)\""
}

for finding in findings { print(finding) }
if findings.isEmpty {
    print("check-words: \(paths.count) files, no findings")
} else {
    print("check-words: \(findings.count) findings")
    exit(1)
}
