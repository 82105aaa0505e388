import Audit
import CommandSyntax
import DirectoryModel
import Files
import Ingest
import MembershipRules
import Replay
import SyncSemantics
import Threads

/// Both sides, read; the policy; and what an audit concludes from them.
struct Comparison {
  let result: AuditResult

  /// Reads what the arguments name, both sides at once, and audits it.
  init(_ arguments: Arguments) throws {
    let progress = Progress()
    defer { progress.end() }
    let given = try arguments[SharedOptions.policy].map(Self.policy)
    let links = try Self.links(arguments)
    let selection = try Self.selection(arguments)
    var wanted = AttributeSet.audit.union(given?.neededAttributes ?? [])
    if arguments[SharedOptions.dynamicRules] { wanted.formUnion(.membershipRules) }
    let (tenant, local) = try Self.read(arguments, wanted: wanted, progress)
    let policy = try given ?? Self.policy(local.policy ?? "mirror")
    let product = ProductFacts(local)
    progress.show("comparing")
    let nestings = Meanwhile { Nestings(tenant: tenant, local: local.directory) }
    let matching = match(
      tenant: tenant, local: local.directory, policy: policy, product: product,
      links: links.pairs + Self.stated(local), aliases: links.aliases, selection: selection)
    if let selection {
      try Self.check(
        selection, unmatched: matching.unmatchedSelection, arguments[SharedOptions.groups])
    }
    result = audit(
      tenant: tenant, local: local.directory, policy: policy, matching: matching, product: product,
      nestings: nestings.result())
  }

  private static func read(
    _ arguments: Arguments, wanted: AttributeSet, _ progress: Progress
  ) throws -> (Directory, LocalSnapshot) {
    let inputs = arguments[SharedOptions.tenant]
    var options = IngestOptions(wanted: wanted)
    let localOptions = options
    options.progress = { progress.show("reading the tenant", bytes: $0, of: $1) }
    let path = arguments[SharedOptions.local]
    let reading = LocalReading(arguments)
    let local = Meanwhile(on: OwnThread.runPatiently) { () throws(IngestError) in
      try reading.read(path, localOptions)
    }
    let tenant = try readTenant(inputs, options: options)
    return (tenant, try local.result())
  }

  /// A built-in policy by its name, or one in a file.
  static func policy(_ word: String) throws -> Policy {
    if let policy = try SyncSemantics.policy(named: word) { return policy }
    guard word.contains("/") || word.contains(".") else {
      throw CommandError(
        "unknown policy '\(word)'",
        hint: Policy.builtInName(near: word).map { "did you mean '\($0)'?" }
          ?? "'rollcall policy list' names those that are built in")
    }
    return try Policy.read(text: try Self.text(of: word), file: word)
  }

  /// The text of a small file.
  static func text(of path: String) throws -> String {
    String(decoding: try FileReader.contents(of: path, limit: 64 << 20), as: UTF8.self)
  }

  /// The links and the aliases that the arguments name.
  static func links(_ arguments: Arguments) throws -> (pairs: [Link], aliases: [Link]) {
    let pairs = try arguments[SharedOptions.links].map {
      try Link.read(text: try text(of: $0), file: $0)
    }
    let aliases = try arguments[SharedOptions.aliases].map {
      try Link.readAliases(text: try text(of: $0), file: $0)
    }
    return (pairs ?? [], aliases ?? [])
  }

  /// The groups that the arguments select, `nil` when they select none.
  ///
  /// A word with a pattern's signs, or that is no file, is a pattern; anything else names a file.
  static func selection(_ arguments: Arguments) throws -> GroupSelection? {
    guard let word = arguments[SharedOptions.groups] else { return nil }
    if !word.contains("*"), !word.contains("?"), try FileFacts.of(word) != nil {
      return GroupSelection(text: try text(of: word), file: word)
    }
    return GroupSelection(pattern: word)
  }

  /// Refuses a selection none of whose entries names a group.
  static func check(
    _ selection: GroupSelection, unmatched: [GroupSelection.Entry], _ word: String?
  ) throws {
    guard unmatched.count == selection.entries.count else { return }
    throw CommandError(
      "'--groups \(word ?? "")' names no group of the tenant",
      hint: "give identifiers, exact names or patterns with * and ?, one a line")
  }

  /// The links that the database itself states.
  static func stated(_ local: LocalSnapshot) -> [Link] {
    local.statedLinks
  }
}

extension Policy {
  /// The attributes that the policy's mapping compares.
  var neededAttributes: AttributeSet {
    let documented: [AttributeKey] = [.description, .createdDateTime, .renewedDateTime]
    let start = scope.isDocumented ? AttributeSet(documented.map(\.asSet)) : []
    return attributeMapping.reduce(into: start) { set, pair in
      for name in [pair.directory, pair.local] {
        set.formUnion(AttributeKey(named: name)?.asSet ?? [])
      }
    }
  }
}

extension ProductFacts {
  /// What the reader of a database knows of its product.
  init(_ local: LocalSnapshot) {
    let facts = local.facts
    self.init(
      name: local.name, groupNameCharacters: facts.groupNameCharacters,
      groupNameBytes: facts.groupNameBytes, groupNamePrefixes: facts.groupNamePrefixes,
      accountsAppearAtSignIn: facts.accountsAppearAtSignIn)
  }
}
