package import DirectoryModel
import Files
import Ingest
package import SyncSemantics
package import YAMLText

/// What a scenario takes from files: snapshots, databases and what they state.
package struct ScenarioSides: Sendable {
  package var tenant: Directory?
  package var local: Directory?
  package var links: [Link] = []
  package var product = ProductFacts(name: "scenario")

  package init() {}

  /// Reads the snapshot and the database that a scenario names, as paths from its own folder.
  ///
  /// - Throws: `ScenarioFileError` at the place of the path.
  package static func read(for scenario: Scenario) throws -> ScenarioSides {
    var sides = ScenarioSides()
    let folder = folder(of: scenario.file)
    if case .tenant(let paths) = scenario.given.directory {
      try readTenant(paths, in: folder, into: &sides)
    }
    if case .database(let database) = scenario.given.local {
      do {
        try read(database, in: folder, into: &sides)
      } catch {
        throw ScenarioFileError(database.path.place, "\(error)")
      }
    }
    return sides
  }

  private static func readTenant(
    _ paths: [ScenarioName], in folder: String, into sides: inout ScenarioSides
  ) throws(ScenarioFileError) {
    // Each is looked for by itself: the error of all together would not say which one it means.
    for path in paths where paths.count > 1 {
      do {
        guard try FileFacts.of(folder + path.text) == nil else { continue }
      } catch {
        throw ScenarioFileError(path.place, "\(error)")
      }
      throw ScenarioFileError(path.place, "'\(folder + path.text)' does not exist")
    }
    do {
      sides.tenant = try Ingest.readTenant(
        paths.map { folder + $0.text }, options: IngestOptions(wanted: .all))
    } catch {
      throw ScenarioFileError(paths[0].place, "\(error)")
    }
  }

  private static func read(
    _ database: GivenDatabase, in folder: String, into sides: inout ScenarioSides
  ) throws {
    let selection: LocalSelection =
      database.preset.map { .preset($0.text) }
      ?? database.mapping.map { .mapping(file: folder + $0.text) } ?? .automatic
    let snapshot = try readLocal(
      folder + database.path.text, selection: selection, parameters: database.parameters,
      options: IngestOptions(wanted: .all))
    sides.local = snapshot.directory
    sides.links = snapshot.statedLinks
    sides.product = ProductFacts(
      name: snapshot.name, groupNameCharacters: snapshot.facts.groupNameCharacters,
      groupNameBytes: snapshot.facts.groupNameBytes,
      groupNamePrefixes: snapshot.facts.groupNamePrefixes,
      accountsAppearAtSignIn: snapshot.facts.accountsAppearAtSignIn)
  }
}

/// A file that a scenario names and that cannot be read, at the place of its path.
package struct ScenarioFileError: Error, CustomStringConvertible {
  package let place: YAMLPlace
  /// What is wrong, as whoever read the file says it.
  package let message: String

  init(_ place: YAMLPlace, _ message: String) { (self.place, self.message) = (place, message) }

  package var description: String {
    "\(place): \(message.split(separator: "\n").joined(separator: "\n  "))"
  }
}
