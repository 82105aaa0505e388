import DirectoryModel
import SyncSemantics
import UnicodeForms

/// Why somebody is or is not in a group, on both sides.
package struct MembershipQuestion: Sendable {
  private let input: AuditInput
  private let tenantUser: ObjectIndex
  private let localUser: ObjectIndex
  private let tenantGroup: ObjectIndex
  private let localGroup: ObjectIndex

  /// Finds both by identifier, user name, address or display name.
  ///
  /// - Throws: `QuestionError` when nobody or several are called so.
  package init(user: String, group: String, input: AuditInput) throws(QuestionError) {
    self.input = input
    let users = Self.search(user, kinds: [.user, .device], input)
    let groups = Self.search(group, kinds: [.group], input)
    (tenantUser, localUser) = try Self.one(users, user, "user", input)
    (tenantGroup, localGroup) = try Self.one(groups, group, "group", input)
  }

  /// Pairs of (tenant, local) numbers of which one may be `noObject`.
  private typealias Match = (tenant: ObjectIndex, local: ObjectIndex)

  private static func search(
    _ word: String, kinds: [ObjectKind], _ input: AuditInput
  ) -> [Match] {
    let local = Set(input.local.named(word, kinds: kinds))
    var matches: [Match] = []
    for object in input.tenant.named(word, kinds: kinds) {
      matches.append((object, input.matching.localOfTenant[Int(object)]))
    }
    for object in local.sorted() where !matches.contains(where: { $0.local == object }) {
      matches.append((input.matching.tenantOfLocal[Int(object)], object))
    }
    return matches
  }

  private static func one(
    _ matches: [Match], _ word: String, _ kind: String, _ input: AuditInput
  ) throws(QuestionError) -> Match {
    guard let first = matches.first else { throw .unknown(kind: kind, word: word) }
    guard matches.count == 1 else {
      let names = matches.map { match in
        match.tenant != noObject
          ? "\(input.tenant.guids[Int(match.tenant)])" : "key \(input.local.keyText(match.local))"
      }
      throw .several(kind: kind, word: word, candidates: names)
    }
    return first
  }

  /// The answer as a text of some lines: what each side says, every way through nested groups,
  /// and what the policy makes of it.
  package func answer() -> String {
    let user = name(tenantUser, localUser)
    let group = name(tenantGroup, localGroup)
    var text = "\(user) and \(group)\n\ntenant\n"
    text += tenantLines().map { "  \($0)\n" }.joined()
    text += "\nlocal\n" + localLines().map { "  \($0)\n" }.joined()
    text += "\npolicy \(input.policy.name)\n"
    for key in ["authority", "members.nesting", "members.requires-account", "people.match"] {
      text += "  \(input.policy.line(key))\n"
    }
    return text + "\nconclusion\n  \(conclusion())\n"
  }

  private func name(_ tenant: ObjectIndex, _ local: ObjectIndex) -> String {
    let directory = tenant == noObject ? input.local : input.tenant
    let object = tenant == noObject ? local : tenant
    let account = directory.principalName(object)
    return "'\(account.isEmpty ? directory.displayName(object) : account)'"
  }

  private func tenantLines() -> [String] {
    guard tenantUser != noObject else { return ["nobody stands behind the local account"] }
    guard tenantGroup != noObject else { return ["no group stands behind the local one"] }
    let paths = input.nesting.paths(
      from: tenantGroup, to: tenantUser, in: input.tenant, limit: 100)
    let place = input.tenant.text(of: input.tenant.members.place(of: tenantGroup))
    let state = input.nesting.transitiveState(of: tenantGroup, in: input.tenant).label
    if paths.isEmpty { return ["not a member by any way; the list is \(state) (\(place))"] }
    return paths.map { path in
      path.map { "'\(Subject.visible(input.tenant, $0))'" }.joined(separator: " contains ")
        + (path.count == 2 ? ", directly (\(place))" : "")
    }
  }

  private func localLines() -> [String] {
    guard localUser != noObject else { return ["no account belongs to the person"] }
    guard localGroup != noObject else { return ["no local group belongs to the group"] }
    let isMember = input.local.members.contains(localUser, in: localGroup)
    let state = input.local.members.state(of: localGroup).label
    let place = input.local.text(of: input.local.place(of: localUser))
    var lines = ["account key \(input.local.keyText(localUser)) (\(place))"]
    lines.append(isMember ? "a member" : "not a member; the list is \(state)")
    if input.local.owners.contains(localUser, in: localGroup) { lines.append("an owner") }
    return lines
  }

  private func conclusion() -> String {
    let operation = input.plan.operations.first { operation in
      operation.tenantGroup == tenantGroup && operation.localGroup == localGroup
        && (tenantUser != noObject && operation.tenantPrincipal == tenantUser
          || localUser != noObject && operation.localPrincipal == localUser)
    }
    guard let operation else { return agreement() }
    let verb = operation.decision == .perform ? "a full run will" : "a full run would"
    let words = "\(verb) \(operation.kind.label), because \(operation.cause.label)"
    return operation.decision == .perform ? words : "\(words); \(operation.decision.label)"
  }

  /// What follows where nothing would be done.
  private func agreement() -> String {
    let pair =
      tenantGroup == noObject || localGroup == noObject
      ? .max : input.matching.pair(of: tenantGroup, localGroup)
    guard pair != .max else {
      return "the two groups are no pair, so nothing is expected of the copy"
    }
    // Who is in the copy and stays there is on the other list too; who is not may be on both where
    // one was cut.
    let isInCopy = localUser != noObject && input.local.members.contains(localUser, in: localGroup)
    guard !isInCopy, let limit = input.plan.limits[pair] else { return "both sides agree" }
    return "nothing differs as far as can be said: \(limit)"
  }
}

/// Why a question cannot be answered.
package enum QuestionError: Error, Equatable, CustomStringConvertible {
  case unknown(kind: String, word: String)
  case several(kind: String, word: String, candidates: [String])

  package var description: String {
    switch self {
    case .unknown(let kind, let word):
      "neither side has a \(kind) '\(word)'\n  give an identifier, a name or an address"
    case .several(let kind, let word, let candidates):
      "\(candidates.count) \(kind)s are called '\(word)'\n  give one of: "
        + candidates.prefix(8).joined(separator: ", ")
    }
  }
}

extension Directory {
  /// Objects by identifier, key, user name, address or display name; exact first, then folded.
  fileprivate func named(_ word: String, kinds wanted: [ObjectKind]) -> [ObjectIndex] {
    if word.isEmpty { return [] }
    let objects = (0..<ObjectIndex(objectCount)).filter {
      wanted.contains(kinds[Int($0)]) && isRecorded($0)
    }
    if let guid = GUID(word) { return objects.filter { guids[Int($0)] == guid } }
    let bytes = Array(word.utf8)
    let columns = [principalNames, mails, displayNames]
    for column in columns {
      let exact = objects.filter {
        column[Int($0)] > NameTable.empty && names.equals(column[Int($0)], bytes.span)
      }
      if !exact.isEmpty { return exact }
    }
    let folded = TextForm.folded(bytes)
    for column in columns {
      let near = objects.filter {
        column[Int($0)] > NameTable.empty && TextForm.folded(names.copy(column[Int($0)])) == folded
      }
      if !near.isEmpty { return near }
    }
    return objects.filter { keyText($0) == word }
  }
}
