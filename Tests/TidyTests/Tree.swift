import Foundation
import TestSupport

/// The files that belong to the project: those git knows or would add.
struct Tree {
  /// Paths below the package's folder, sorted by their bytes.
  let paths: [String]

  /// The working copy in which these tests were built.
  static let here = Result { try Tree() }

  init(paths: [String]) { self.paths = paths }

  private init() throws {
    let git = try run(
      "git",
      ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], in: Repository.root)
    let listed =
      git.exitCode == 0
      ? git.standardOutput.split(separator: "\0").map(String.init) : try Self.walk()
    paths = Set(listed).filter { FileManager.default.fileExists(atPath: Repository.path($0)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Without git, as in an unpacked archive, everything counts but what a build leaves behind.
  private static func walk() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: Repository.root).filter { path in
      let attributes = try FileManager.default.attributesOfItem(atPath: Repository.path(path))
      return !path.hasPrefix(".build") && !path.hasPrefix(".git/")
        && attributes[.type] as? FileAttributeType != .typeDirectory
    }
  }

  func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: Repository.path(path))))
  }

  /// The Swift files under Sources and Tests; they are taken apart once for all rules.
  static let sources = Result {
    let tree = try here.get()
    return try tree.paths.filter { $0.hasSuffix(".swift") }
      .map { SourceText(path: $0, text: String(decoding: try tree.bytes($0), as: UTF8.self)) }
      .filter { $0.isUnder(["Sources", "Tests"]) }
  }
}
