/// A text that must not stand in code, where it must not, and what to write instead.
struct Ban: Sendable {
  let text: String
  let instead: String
  var only = ["Sources", "Tests"]
  var except: [String] = []

  private static let model = ["Sources/DirectoryModel", "Sources/SyncSemantics", "Sources/Audit"]
  private static let clock = "take the time from the scenario or the snapshot"
  private static let dice = "draw from a generator with a seed that is printed"
  private static let locale = "write out the format: a locale differs from machine to machine"
  private static let bug = "throw a typed error, or use precondition for what only a bug can cause"

  /// Bans on code; texts that begin or end with a letter match whole words only.
  static let code: [Ban] = [
    Ban(text: "Date()", instead: clock),
    Ban(text: "Date.now", instead: clock),
    Ban(text: "ContinuousClock", instead: clock, except: ["Tests/Benchmarks"]),
    Ban(text: "SuspendingClock", instead: clock, except: ["Tests/Benchmarks"]),
    Ban(text: "SystemRandomNumberGenerator", instead: dice),
    Ban(text: ".random(", instead: dice),
    Ban(text: ".randomElement(", instead: dice),
    Ban(text: ".shuffled(", instead: dice),
    Ban(text: ".shuffle()", instead: dice),
    Ban(text: "UUID()", instead: dice, only: ["Sources"]),
    Ban(text: "String(format:", instead: locale),
    Ban(text: "Locale(", instead: locale, except: ["Sources/Foreign"]),
    Ban(text: "Locale.current", instead: locale),
    Ban(text: "DateFormatter", instead: locale),
    Ban(text: "NumberFormatter", instead: locale),
    Ban(text: "try?", instead: "catch the error and say what it means"),
    Ban(text: "try!", instead: "throw the error on"),
    Ban(text: "fatalError(", instead: bug),
    Ban(
      text: "print(", instead: "return the text: only the executable prints", only: ["Sources"],
      except: ["Sources/rollcall"]),
    Ban(
      text: "exit(", instead: "throw: only the executable ends the process", only: ["Sources"],
      except: ["Sources/rollcall", "Sources/Foreign/Files/Process.swift"]),
    Ban(
      text: "import Foundation", instead: "the model and the rules do without Foundation",
      only: model),
    Ban(
      text: "import FoundationEssentials", instead: "the model and the rules do without Foundation",
      only: model),
    Ban(
      text: "import XCTest", instead: "write tests with Swift Testing", only: ["Tests"]),
  ]

  /// Bans on comments.
  static let comments: [Ban] = ["TODO", "FIXME", "XXX", "HACK"].map {
    Ban(text: $0, instead: "do it, or open an issue")
  }

  func applies(to source: SourceText) -> Bool { source.isUnder(only) && !source.isUnder(except) }

  /// Finds the bans that a text breaks, with the line of each, in one pass over its bytes.
  static func breaches(of bans: [Ban], in text: String) -> [(line: Int, ban: Ban)] {
    let bytes = [UInt8](text.utf8)
    var bansByFirstByte = [[(ban: Ban, text: [UInt8])]](repeating: [], count: 256)
    for ban in bans {
      let wanted = [UInt8](ban.text.utf8)
      bansByFirstByte[Int(wanted[0])].append((ban, wanted))
    }
    var (line, breaches) = (1, [(line: Int, ban: Ban)]())
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      for (ban, wanted) in bansByFirstByte[Int(byte)] where stands(wanted, at: index, in: bytes) {
        breaches.append((line, ban))
      }
    }
    return breaches
  }

  /// Whether the words stand at this place and are not parts of longer ones.
  private static func stands(_ wanted: [UInt8], at start: Int, in bytes: [UInt8]) -> Bool {
    let end = start + wanted.count
    guard bytes[start...].starts(with: wanted) else { return false }
    let joinsBefore =
      SourceRule.isWord(wanted[0]) && start > 0
      && (SourceRule.isWord(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "."))
    let joinsAfter =
      SourceRule.isWord(wanted[wanted.count - 1]) && end < bytes.count
      && SourceRule.isWord(bytes[end])
    return !joinsBefore && !joinsAfter
  }
}

extension SourceRule {
  /// Nothing that makes two runs differ, hides an error or is left for later.
  static let bannedTexts = SourceRule(name: "banned texts") { source in
    let views = [(source.code, Ban.code), (source.comments, Ban.comments)]
    return views.flatMap { view, bans in
      Ban.breaches(of: bans.filter { $0.applies(to: source) }, in: view).map { line, ban in
        Complaint(path: source.path, line: line, text: "'\(ban.text)': \(ban.instead)")
      }
    }
  }

  /// Code that the compiler cannot check stands beside the C it calls, and nowhere else.
  static let unsafeCode = SourceRule(name: "unsafe code") { source in
    guard source.isUnder(["Sources"]), !source.isUnder(["Sources/Foreign", "Sources/JSONText"])
    else { return [] }
    let ban = Ban(text: "unsafe", instead: "only Sources/Foreign and Sources/JSONText hold it")
    return Ban.breaches(of: [ban], in: source.code).map { line, _ in
      Complaint(path: source.path, line: line, text: "'unsafe': \(ban.instead)")
    }
  }
}
