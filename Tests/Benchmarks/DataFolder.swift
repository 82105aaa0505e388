import CommandSyntax
import Files

/// A folder of generated data and the mapping and policy by which it is read.
struct DataFolder {
  let path: String

  static let option = Setting<String>(
    required: "data", value: "folder", completion: .directories,
    "A folder with azurehound.json, local.db and truth.csv.")

  init(_ path: String) { self.path = path }

  var export: String { "\(path)/azurehound.json" }
  var database: String { "\(path)/local.db" }
  var truth: String { "\(path)/truth.csv" }

  /// The mapping of the benchmark's tables.
  static var mapping: String { fixture("mapping.yaml") }
  /// The rules that every contender follows.
  static var policy: String { fixture("policy.yaml") }

  private static func fixture(_ name: String) -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/fixtures/bench/\(name)"
  }

  /// The path of a program that was built beside this one.
  static func program(_ name: String) -> String {
    let own = CommandLine.arguments.first ?? ""
    // Without a folder this one was found by its name, and so are the others.
    return own.lastIndex(of: "/").map { own[...$0] + name } ?? name
  }

  /// How many bytes the export has.
  func exportBytes() throws -> Int {
    guard let facts = try FileFacts.of(export) else { throw BenchError("no '\(export)'") }
    return Int(facts.size)
  }
}
