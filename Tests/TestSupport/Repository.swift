import Foundation

/// The folder of this package, found from this file and not from where the tests were started.
package enum Repository {
  /// The absolute path of the folder that holds Package.swift, without a final slash.
  package static let root: String = {
    var url = URL(filePath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path.trimmingSuffix("/")
  }()

  /// Returns the absolute path of a file that is named relative to the package.
  package static func path(_ relative: String) -> String { "\(root)/\(relative)" }
}

/// The files under `fixtures/`, by their path below it.
package enum Fixture {
  /// Returns the absolute path of a fixture.
  package static func path(_ relative: String) -> String { Repository.path("fixtures/\(relative)") }

  /// Returns the bytes of a fixture.
  package static func bytes(_ relative: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(relative))))
  }

  /// Returns a fixture as text; bytes that are not UTF-8 are an error.
  package static func text(_ relative: String) throws -> String {
    try String(contentsOf: URL(filePath: path(relative)), encoding: .utf8)
  }

  /// Returns the paths below `fixtures/` of all files in a folder and the folders in it.
  ///
  /// They are sorted by their bytes; files whose name begins with a dot are left out. With an
  /// extension (without its dot) only those that end with it.
  package static func files(in folder: String, withExtension suffix: String = "") throws -> [String]
  {
    let manager = FileManager.default
    return try manager.subpathsOfDirectory(atPath: path(folder))
      .filter { name in
        let attributes = try manager.attributesOfItem(atPath: path("\(folder)/\(name)"))
        return attributes[.type] as? FileAttributeType != .typeDirectory
          && (suffix.isEmpty || name.hasSuffix(".\(suffix)"))
          && !name.split(separator: "/").contains { $0.hasPrefix(".") }
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { "\(folder)/\($0)" }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
