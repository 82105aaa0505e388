import DirectoryModel
import Memory
package import SyncSemantics
package import YAMLText

/// What is there, what happens and what must hold: one file under `fixtures/scenarios`, as read.
///
/// Nothing in it is resolved: names are names, and every one knows its line and column.
package struct Scenario: Sendable {
  /// The file as the caller named it.
  package let file: String
  package let title: String
  /// What of the document is checked; the title where the file says nothing else.
  package let claim: String
  /// The document that promises it, with its date or address.
  package let source: String
  package let policy: PolicyChoice
  /// Seconds since 1970-01-01T00:00:00Z at which virtual time begins.
  package let start: Int64
  /// What the generator of chance begins with.
  package var seed: UInt64
  package let given: Given
  package let steps: [Step]

  package init(
    file: String, title: String, claim: String, source: String, policy: PolicyChoice,
    start: Int64, seed: UInt64, given: Given, steps: [Step]
  ) {
    (self.file, self.title, self.claim, self.source) = (file, title, claim, source)
    (self.policy, self.start, self.seed) = (policy, start, seed)
    (self.given, self.steps) = (given, steps)
  }

  /// How many single statements the expectations make; O(*n*) in the number of steps.
  package var expectationCount: Int {
    steps.reduce(0) { count, step in
      if case .expect(let clauses) = step.action { return count + clauses.count }
      return count
    }
  }
}

/// The policy of a scenario.
package enum PolicyChoice: Sendable {
  /// The name of a built-in policy, or a file beside the scenario.
  case named(ScenarioName)
  /// A built-in policy some of whose decisions are stated anew.
  case altered(base: ScenarioName, decisions: YAMLMapping)

  /// The name of the policy, or of the one that is altered.
  package var name: ScenarioName {
    switch self {
    case .named(let name): name
    case .altered(let base, _): base
    }
  }
}

/// A name with its place; two are equal when their bytes are, wherever they stand.
package struct ScenarioName: Hashable, Sendable {
  package let text: String
  package let place: YAMLPlace
  /// A number that two names hardly ever share; every look-up asks for it.
  let mark: UInt64

  package init(_ text: String, at place: YAMLPlace) {
    (self.text, self.place, mark) = (text, place, Self.mark(of: text))
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.mark == other.mark && one.text.hasBytes(of: other.text)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(mark) }

  private static func mark(of text: String) -> UInt64 {
    // Eight bytes a step: one call of the hasher for each would cost more than the look-up.
    let bytes = text.utf8Span.span
    var state = UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      state = HashSeed.mix(state, bytes.word(at: offset))
      offset += 8
    }
    let rest = bytes.extracting(offset..<bytes.count)
    return HashSeed.mix(state, rest.shortWord)
  }
}

/// What is there before anything happens.
package struct Given: Sendable {
  package var directory: GivenSide
  package var local: GivenSide
  package var links: [GivenLink] = []
  /// Switches of the product that are not as it is delivered.
  package var settings: [(setting: ProductSetting, isOn: Bool)] = []
  /// What the connection needs and does not have.
  package var missing: [Prerequisite] = []
  /// Entries on a page of a list, where it is said.
  package var pageSize: Int?

  package init(directory: GivenSide, local: GivenSide) {
    (self.directory, self.local) = (directory, local)
  }
}

/// Where one side comes from.
package enum GivenSide: Sendable {
  /// Written out in the scenario.
  case objects([GivenObject])
  /// Exports of a tenant, as paths from the scenario's folder.
  case tenant([ScenarioName])
  case database(GivenDatabase)
}

/// A local database, and how it is read.
package struct GivenDatabase: Sendable {
  package let path: ScenarioName
  package var preset: ScenarioName?
  package var mapping: ScenarioName?
  package var parameters: [String: String] = [:]

  package init(path: ScenarioName) { self.path = path }
}

/// A local group and the directory's group that belongs to it.
package struct GivenLink: Sendable {
  package let local: ScenarioName
  package let directory: ScenarioName
  package let direction: Link.Direction?

  package init(local: ScenarioName, directory: ScenarioName, direction: Link.Direction?) {
    (self.local, self.directory, self.direction) = (local, directory, direction)
  }
}

/// A switch of the product's list of groups.
package enum ProductSetting: String, CaseIterable, Sendable {
  case microsoft365Groups = "microsoft-365-groups"
  case securityGroups = "security-groups"
}

/// Something a product needs before it calls the directory at all.
package enum Prerequisite: String, CaseIterable, Sendable {
  case clientID = "client-id"
  case clientSecret = "client-secret"
  case tenantID = "tenant-id"
  case administratorRights = "administrator-rights"
}
