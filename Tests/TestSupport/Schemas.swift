import Foundation

/// The schemas that reports must keep to.
package enum Schemas {
  /// The documented schema of `rollcall audit --format json`.
  package static func audit() throws -> JSONSchema {
    try schema("Sources/Reports/audit.schema.json")
  }

  /// The documented schema of `rollcall diff --format json`.
  package static func difference() throws -> JSONSchema {
    try schema("Sources/Reports/difference.schema.json")
  }

  /// The documented schema of `rollcall replay --format json`.
  package static func replay() throws -> JSONSchema {
    try schema("Sources/Reports/replay.schema.json")
  }

  /// The part of SARIF 2.1.0 that is written.
  package static func sarif() throws -> JSONSchema {
    try schema("fixtures/schemas/sarif-2.1.0-written.schema.json")
  }

  private static func schema(_ path: String) throws -> JSONSchema {
    try JSONSchema(
      String(contentsOf: URL(filePath: Repository.path(path)), encoding: .utf8))
  }
}
