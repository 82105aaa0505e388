package import DirectoryModel
package import JSONText
package import SQLite

/// A format of tenant exports: how it is recognised and who reads it.
///
/// A format is recognised by content alone. Two formats that claim one stream are an error.
package struct TenantFormat: Sendable {
  /// What the format is read from.
  package enum Medium: Sendable {
    /// Claims a stream by its first bytes, and makes the reader of all streams of this format.
    case json(
      claims: @Sendable (JSONGlimpse) -> Bool, makeReader: @Sendable () -> any JSONTenantReader)
    /// Claims a database by its tables, and makes the reader of all databases of this format.
    case database(
      claims: @Sendable ([SchemaObject]) -> Bool,
      makeReader: @Sendable () -> any DatabaseTenantReader)
  }

  /// The name in errors and in `Source.format`.
  package let name: String
  /// What it looks like, for people whose file was not recognised.
  package let summary: String
  package let medium: Medium

  package init(name: String, summary: String, medium: Medium) {
    (self.name, self.summary, self.medium) = (name, summary, medium)
  }

  /// Every format that is read, in the order of the manual.
  package static let all: [TenantFormat] = [.graph, .azureHound, .roadrecon]
}

/// Reads every stream of one format in one run: its inputs may be parts of one collection.
package protocol TenantReader {
  /// Says what all streams together amount to: states of kinds, capabilities and notes of sources.
  ///
  /// Called once, after the last stream. Every source that gave a stream must be told of with
  /// `DirectoryBuilder.describe`.
  mutating func finish(into builder: inout DirectoryBuilder) throws(IngestError)
}

/// A reader of JSON streams.
package protocol JSONTenantReader: TenantReader {
  /// Reads one stream to its `.end`; the reader accepts any number of documents in it.
  ///
  /// A stream that was cut (`JSONError.Kind.truncated`) may be kept as partial: then say so in the
  /// states. Any error that is thrown ends the run.
  mutating func read(
    _ json: inout JSONReader, of stream: TenantStream, into builder: inout DirectoryBuilder
  ) throws
}

/// A reader of SQLite databases.
package protocol DatabaseTenantReader: TenantReader {
  /// Reads one database.
  mutating func read(
    _ database: borrowing Database, of stream: TenantStream, into builder: inout DirectoryBuilder
  ) throws
}

/// What is being read: a file, an entry of an archive, a file of a folder, or standard input.
package struct TenantStream: Sendable, Equatable {
  /// The input as the user named it.
  package let input: String
  /// The path inside the input, empty if the input is one file; `inner.zip!users.json` if nested.
  package let entry: String
  /// The number of the input in the builder.
  package let source: Int
  /// The number of the stretch of input that places refer to.
  package let unit: UInt32

  package init(input: String, entry: String, source: Int, unit: UInt32) {
    (self.input, self.entry, self.source, self.unit) = (input, entry, source, unit)
  }

  /// The place of a byte offset or a row in this stream.
  @inline(__always)
  package func place(_ position: UInt64) -> Place { Place(unit: unit, position: position) }

  /// The path of the entry, or of the input where that is one file: a label and nothing else.
  package var path: String { entry.isEmpty ? input : entry }

  /// An error at the token that a reader of this stream read last.
  package func error(
    at json: borrowing JSONReader, found: String, expected: String, hint: String? = nil
  ) -> IngestError {
    IngestError(
      input: input, entry: entry, position: .text(line: json.line, byte: json.offset),
      found: found, expected: expected, hint: hint)
  }
}

extension DirectoryBuilder {
  /// Adds what one format says of an input: formats are listed, capabilities intersect, the
  /// completeness is joined and notes that are new are appended.
  package mutating func describe(
    _ source: Int, format: String, capabilities: Capability, completeness: Completeness,
    notes: [String] = []
  ) {
    updateSource(source) { source in
      if source.format.isEmpty {
        (source.format, source.capabilities) = (format, capabilities)
      } else {
        let known = source.format.split(separator: ", ").contains { $0 == format }
        if !known { source.format += ", \(format)" }
        source.capabilities.formIntersection(capabilities)
      }
      source.completeness = source.completeness.joined(with: completeness)
      source.notes += notes.filter { !source.notes.contains($0) }
    }
  }
}
