package import DirectoryModel
import Ingest
package import SyncSemantics

/// What a scenario takes from files: snapshots, databases and what they state.
package struct ScenarioSides: Sendable {
  package var tenant: Directory?
  package var local: Directory?
  package var links: [Link] = []
  package var product = ProductFacts(name: "scenario")

  package init() {}

  /// Reads the snapshot and the database that a scenario names, as paths from its own folder.
  package static func read(for scenario: Scenario) throws -> ScenarioSides {
    var sides = ScenarioSides()
    let folder = folder(of: scenario.file)
    if case .tenant(let paths) = scenario.given.directory {
      sides.tenant = try readTenant(
        paths.map { folder + $0.text }, options: IngestOptions(wanted: .all))
    }
    if case .database(let database) = scenario.given.local {
      let selection: LocalSelection =
        database.preset.map { .preset($0.text) }
        ?? database.mapping.map { .mapping(file: folder + $0.text) } ?? .automatic
      let snapshot = try readLocal(
        folder + database.path.text, selection: selection, parameters: database.parameters,
        options: IngestOptions(wanted: .all))
      sides.local = snapshot.directory
      sides.links = snapshot.links.map { link in
        let name = snapshot.directory.names.string(link.tenantText)
        return Link(
          tenantGroup: link.tenantGroup == .none ? .name(name) : .objectID(link.tenantGroup),
          localGroup: .key(snapshot.directory.keyText(link.localGroup)),
          direction: link.direction.flatMap(Link.Direction.init(rawValue:)),
          place: snapshot.directory.text(of: link.place))
      }
      sides.product = ProductFacts(
        name: snapshot.name, groupNameCharacters: snapshot.facts.groupNameCharacters,
        groupNameBytes: snapshot.facts.groupNameBytes,
        groupNamePrefixes: snapshot.facts.groupNamePrefixes,
        accountsAppearAtSignIn: snapshot.facts.accountsAppearAtSignIn)
    }
    return sides
  }
}
