import DirectoryModel
import Files
import Foundation
import SQLite
import TestSupport

@testable import Ingest

/// One hostile input, as somebody would hand it over, and the whole of what is said of it.
struct HostileInput: Sendable, CustomStringConvertible {
  /// What an input may do to its reader.
  enum Kind: String, CaseIterable, Sendable {
    case deepJSON, duplicateKeys, hugeNumbers, invalidUTF8, loneSurrogates, nulInNames
    case unsafePaths, symbolicLinks, lyingSizes, expansionBombs, nestingBombs, encryptedEntries
    case emptyFiles, brokenPages, viewsAndTriggers, writingSQL, attachingSQL, endlessSQL
  }

  /// Which side of an audit the input is given for.
  enum Side: Sendable {
    case tenant
    /// With a mapping in YAML.
    case local(mapping: String)
    case csv
  }

  let kind: Kind
  let what: String
  let side: Side
  /// Makes the input in an empty folder and returns its name there.
  let make: @Sendable (borrowing ScratchFolder) throws -> String
  /// The error, or what reading on gives; `INPUT` stands for the input's path.
  let outcome: String

  var description: String { "\(kind.rawValue): \(what)" }

  init(
    _ kind: Kind, _ what: String, side: Side = .tenant, outcome: String,
    make: @escaping @Sendable (borrowing ScratchFolder) throws -> String
  ) {
    (self.kind, self.what, self.side) = (kind, what, side)
    (self.make, self.outcome) = (make, outcome)
  }

  /// A file of bytes.
  static func bytes(
    _ kind: Kind, _ what: String, _ name: String, _ bytes: [UInt8], side: Side = .tenant,
    outcome: String
  ) -> HostileInput {
    HostileInput(kind, what, side: side, outcome: outcome) { folder in
      try folder.write(bytes, to: "input/\(name)")
      return name
    }
  }

  /// A file of text.
  static func text(
    _ kind: Kind, _ what: String, _ name: String, _ text: String, side: Side = .tenant,
    outcome: String
  ) -> HostileInput {
    .bytes(kind, what, name, Array(text.utf8), side: side, outcome: outcome)
  }

  /// A copy of a fixture.
  static func fixture(
    _ kind: Kind, _ path: String, side: Side = .tenant, outcome: String
  ) -> HostileInput {
    let name = String(path.split(separator: "/").last ?? "")
    return HostileInput(kind, name, side: side, outcome: outcome) { folder in
      try folder.write(try Fixture.bytes("broken/\(path)"), to: "input/\(name)")
      return name
    }
  }

  /// A database made of statements.
  static func database(
    _ kind: Kind, _ what: String, _ sql: String, side: Side, outcome: String
  ) -> HostileInput {
    HostileInput(kind, what, side: side, outcome: outcome) { folder in
      try folder.write("", to: "input/note.txt")
      try DatabaseBuilder(creating: "\(folder.path)/input/app.db").execute(sql)
      return "app.db"
    }
  }
}

extension HostileInput {
  /// What is said of the input, and everything that changed beside it.
  func observed() throws -> (outcome: String, changes: [String]) {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/input/\(try make(folder))"
    var mapping = ""
    if case .local(let yaml) = side {
      mapping = try folder.write("name: m\n\(yaml)\n", to: "mapping/m.yaml")
    }
    let before = try Self.state(of: folder)
    let outcome = Self.outcome { () throws(IngestError) in
      switch side {
      case .tenant: try readTenant([path])
      case .csv: try readLocal(path).directory
      case .local:
        try readLocal(
          path, selection: .mapping(file: mapping), parameters: [:], options: IngestOptions(),
          limits: DatabaseLimits(steps: 1_000_000)
        ).directory
      }
    }
    let after = try Self.state(of: folder)
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    return (
      outcome.replacing(path, with: "INPUT").replacing("\(folder.path)/", with: "")
        .replacing(Self.formats, with: "(formats)"), changed.sorted()
    )
  }

  /// The list of formats at the end of a refusal, which other tests state.
  private static let formats =
    "rollcall reads: "
    + TenantFormat.all.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")

  /// Every file with its bytes and the time of its last change.
  private static func state(of folder: borrowing ScratchFolder) throws -> [String: String] {
    var state: [String: String] = [:]
    for name in try folder.names() {
      let path = "\(folder.path)/\(name)"
      let facts = try FileManager.default.attributesOfItem(atPath: path)
      let isFile = facts[.type] as? FileAttributeType == .typeRegular
      let bytes = isFile ? try folder.bytes(of: name) : []
      let time = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      state[name] = "\(time) \(bytes.count) \(bytes.hashValue)"
    }
    return state
  }

  /// The error, or the directory in a few lines.
  private static func outcome(_ read: () throws(IngestError) -> Directory) -> String {
    let directory: Directory
    do throws(IngestError) {
      directory = try read()
    } catch {
      return "\(error)"
    }
    var lines: [String] = []
    for (word, objects) in [("users", directory.users), ("groups", directory.groups)] {
      let names = objects.map { object in
        let display = directory.names.copy(directory.displayNames[Int(object)])
        let principal = directory.names.copy(directory.principalNames[Int(object)])
        return escaped(display.isEmpty ? principal : display)
      }
      if !names.isEmpty { lines.append("\(word): \(names.sorted().joined(separator: ", "))") }
    }
    for tally in directory.tallies {
      lines.append("\(tally.count) \(tally.subject): \(tally.reason)")
    }
    for source in directory.sources {
      if source.completeness != .complete { lines.append(source.completeness.label) }
      lines += source.notes
    }
    return lines.joined(separator: "\n")
  }

  /// Bytes as text: what is not printable ASCII as two digits.
  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      (0x20..<0x7F).contains(byte)
        ? String(UnicodeScalar(byte)) : "<" + String(byte, radix: 16, uppercase: true) + ">"
    }.joined()
  }
}
