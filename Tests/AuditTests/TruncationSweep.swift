import DirectoryModel
import Foundation
import Ingest
import TestSupport
import Testing

/// Cuts one file of an export again and again, and audits what is left against some copies.
struct TruncationSweep {
  /// What became of the cuts.
  struct Counts: CustomStringConvertible {
    var cuts = 0
    var refused = 0
    var incomplete = 0
    var whole = 0

    var description: String {
      "\(cuts) cuts: \(refused) refused, \(incomplete) stated incomplete, \(whole) whole"
    }
  }

  /// The files of the export, below `fixtures/tenants`.
  let files: [String]
  /// The number of the file that is cut.
  let cut: Int

  /// Reads one thread at a time: sweeps run beside each other.
  static let options = IngestOptions(threads: 1)

  /// Writes the export into a folder, for it to be cut there.
  func write(into folder: borrowing ScratchFolder) throws -> [String] {
    try files.map { try folder.write(try Fixture.bytes("tenants/\($0)"), to: "tenant/\($0)") }
  }

  /// Cuts the file and records the first false statement.
  func run(_ paths: [String], _ copies: [TruncationCopy]) throws -> Counts {
    let tenant = try readTenant(paths, options: Self.options)
    let whole = copies.map { TruncationClaims($0.audited(tenant), cut: tenant) }
    let handle = try #require(FileHandle(forUpdatingAtPath: paths[cut]))
    defer { handle.closeFile() }
    let count = Int(try handle.seekToEnd())
    var counts = Counts()
    for cut in TruncationCuts.of(count) {
      try handle.truncate(atOffset: UInt64(cut))
      counts.cuts += 1
      guard let tenant = Self.read(paths) else {
        counts.refused += 1
        continue
      }
      var isIncomplete = false
      for (copy, claims) in zip(copies, whole) {
        switch TruncationClaims(copy.audited(tenant), cut: tenant).outcome(against: claims) {
        case .whole: break
        case .incomplete: isIncomplete = true
        case .falsehood(let statement):
          Issue.record("cut at \(cut) of \(count), \(copy.form): \(statement)")
          return counts
        }
      }
      if isIncomplete { counts.incomplete += 1 } else { counts.whole += 1 }
    }
    return counts
  }

  /// Cuts a file that is refused as it is.
  func runRefused(in folder: borrowing ScratchFolder) throws -> Counts {
    let paths = try write(into: folder)
    let handle = try #require(FileHandle(forUpdatingAtPath: paths[cut]))
    defer { handle.closeFile() }
    var counts = Counts()
    for cut in TruncationCuts.of(Int(try handle.seekToEnd())) {
      try handle.truncate(atOffset: UInt64(cut))
      counts.cuts += 1
      if Self.read(paths) == nil { counts.refused += 1 }
    }
    return counts
  }

  /// The tenant, or `nil` if it is refused.
  private static func read(_ paths: [String]) -> Directory? {
    do {
      return try readTenant(paths, options: options)
    } catch {
      return nil
    }
  }
}

/// Where files are cut.
enum TruncationCuts {
  /// Whether every cut is made that is worth one: takes minutes in a release build.
  static let areAll = ProcessInfo.processInfo.environment["ROLLCALL_ALL_CUTS"] != nil

  /// From the end to the start, so that each cut only shortens the file that is there.
  ///
  /// With ROLLCALL_ALL_CUTS at every byte up to 64 KiB, else at 2,000 places and in the last KiB;
  /// without it at 40 places and at the end.
  static func of(_ count: Int) -> [Int] {
    guard areAll else { return places(40, count, tail: 12) }
    return count <= 64 << 10 ? (0..<count).reversed() : places(2000, count, tail: 1024)
  }

  private static func places(_ spread: Int, _ count: Int, tail: Int) -> [Int] {
    let end = max(0, count - tail)
    let cuts = (0..<spread).map { $0 * end / spread } + Array(end..<count)
    return Set(cuts).sorted(by: >)
  }
}
