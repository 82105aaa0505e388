import CommandSyntax
import DirectoryModel
import Ingest
import JSONText
import MembershipRules

/// `rollcall rule eval`.
struct RuleEvaluation {
  static let rule = Option<String>(
    "rule", value: "rule", position: .positional, "A dynamic membership rule.")
  static let tenant = Repeated<String>(
    "tenant", short: "t", value: "path", required: true, completion: .files,
    "An export of the tenant: a file, a folder, an archive, or '-' for standard input. Several are "
      + "merged.")
  static let group = Option<String>(
    "group", value: "name", "The group whose rule is evaluated: identifier or name.")
  static let user = Option<String>(
    "user", value: "name", "The user to explain: identifier, user name, address or name.")
  static let device = Option<String>(
    "device", value: "name", "The device to explain: identifier or name.")
  static let now = Option<String>(
    "now", value: "time", "What 'system.now' is: 2024-01-31 or 2024-01-31T08:00:00Z.")

  static let command = Command(
    "eval", "Says who belongs to a group by its rule, or why somebody does.",
    takes: [rule, tenant, group, user, device, RuleCommand.json, now],
    exclusions: [
      Command.Exclusion([rule, group], required: true), Command.Exclusion([user, device]),
    ],
    examples: [
      (
        #"rollcall rule eval 'user.department -eq "Sales"' -t export.zip"#,
        "List who is in, who is out and of whom nobody can say"
      ),
      (
        "rollcall rule eval --group 'All Staff' -t export.zip --user ada@contoso.com",
        "Explain what a group's own rule says of somebody"
      ),
    ]
  ) { arguments in
    let evaluation = try RuleEvaluation(arguments)
    return Rollcall.print(try evaluation.answer(arguments))
  }

  let directory: Directory
  let parsed: MembershipRule
  let subjects: TenantSubjects
  let instant: Int64?
  /// Why what the rule says need not be so: the group's rule is paused.
  let notice: String?

  init(_ arguments: Arguments) throws {
    instant = try arguments[Self.now].map { word in
      guard let instant = MembershipRule.instant(word) else {
        throw CommandError(
          "'\(word)' is no time", hint: "write 2024-01-31 or 2024-01-31T08:00:00Z")
      }
      return instant
    }
    // A rule that is wrong is refused before a large export is read.
    let given = try arguments[Self.rule].map { try MembershipRule(parsing: $0) }
    let wanted = given?.attributes ?? .membershipRules
    directory = try readTenant(
      arguments[Self.tenant], options: IngestOptions(wanted: .audit.union(wanted)))
    if let given {
      (parsed, notice) = (given, nil)
    } else {
      (parsed, notice) = try Self.rule(of: arguments[Self.group] ?? "", in: directory)
    }
    subjects = TenantSubjects(directory, sourceGroups: parsed.sourceGroups)
  }

  private static func rule(
    of word: String, in directory: Directory
  ) throws -> (MembershipRule, notice: String?) {
    let group = try directory.only(word, [.group])
    guard let text = directory.attribute(.membershipRule, of: group) else {
      throw CommandError("the group '\(directory.displayName(group))' has no membership rule")
    }
    let isPaused = directory.flags[Int(group)].contains(.rulePaused)
    let notice =
      isPaused
      ? "the rule of '\(directory.displayName(group))' is paused: it changes nobody's membership now"
      : nil
    return (try MembershipRule(parsing: text), notice)
  }

  private func answer(_ arguments: Arguments) throws -> String {
    let isJSON = arguments[RuleCommand.json]
    guard let word = arguments[Self.user] ?? arguments[Self.device] else {
      let answers = RuleAnswers(parsed, subjects, directory, now: instant, notice: notice)
      return isJSON ? answers.json() : answers.text()
    }
    let kind: ObjectKind = arguments.isGiven(Self.user) ? .user : .device
    guard kind == parsed.kind else {
      throw CommandError("the rule is about \(parsed.kind.label)s, not about \(kind.label)s")
    }
    let object = try directory.only(word, [kind])
    let explanation = parsed.explain(on: subjects.subject(object), now: instant)
    guard isJSON else {
      let lines = explanation.lines + (notice.map { ["", "warning: \($0)"] } ?? [])
      return lines.map { "\($0)\n" }.joined()
    }
    var json = JSONWriter(indent: 2)
    parsed.write(explanation, isPaused: notice != nil, to: &json)
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }
}

extension Directory {
  /// The one object of some kinds that a word names; another number of them is an error.
  fileprivate func only(_ word: String, _ kinds: [ObjectKind]) throws -> ObjectIndex {
    let label = kinds.map(\.label).joined(separator: " or ")
    let guid = GUID(word)
    let objects: [ObjectIndex]
    if let guid {
      objects = find(guid).map { kinds.contains(self.kinds[Int($0)]) ? [$0] : [] } ?? []
    } else {
      let wanted = word.lowercased()
      objects = (kinds.contains(.group) ? groups : users + devices).filter { object in
        kinds.contains(self.kinds[Int(object)]) && isCalled(object, wanted)
      }
    }
    guard let first = objects.first else { throw missing(word, guid, kinds, label) }
    guard objects.count == 1 else {
      throw CommandError(
        "\(objects.count) \(label)s are called '\(word)'",
        hint: "give an identifier: "
          + objects.map { guids[Int($0)] }.sorted().map(\.description).joined(separator: ", "))
    }
    return first
  }

  /// Why nobody is found: deleted, not in an export that is whole, or beyond what the export shows.
  private func missing(
    _ word: String, _ guid: GUID?, _ kinds: [ObjectKind], _ label: String
  ) -> CommandError {
    let isDeleted = deleted.contains { object in
      kinds.contains(self.kinds[Int(object)])
        && (guid.map { $0 == guids[Int(object)] } ?? isCalled(object, word.lowercased()))
    }
    if isDeleted { return CommandError("the \(label) '\(word)' is deleted") }
    for kind in kinds where !state(of: kind).provesAbsence {
      return CommandError(
        "the export shows no \(label) '\(word)'",
        hint: "its list of \(kind.label)s is \(state(of: kind).label)")
    }
    return CommandError("the tenant has no \(label) '\(word)'")
  }

  private func isCalled(_ object: ObjectIndex, _ lowercased: String) -> Bool {
    [displayName(object), principalName(object), mail(object)].contains {
      $0.lowercased().utf8.elementsEqual(lowercased.utf8)
    }
  }
}
