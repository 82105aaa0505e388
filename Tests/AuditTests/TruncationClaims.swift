import Audit
import DirectoryModel

/// What a reading and an audit state, so that those of a cut input can be held against the whole.
struct TruncationClaims: Sendable {
  /// The message of each finding, with its rule, by fingerprint.
  let findings: [String: String]
  let verdict: Verdict
  /// Every list of which both ends were seen, by name, with what it holds.
  let wholeLists: [String: [String]]
  /// How much was read: what a cut lost shows here.
  let extent: [Int]
  /// Everything that is said of incompleteness, in a stated order.
  let reservations: [String]

  init(_ result: AuditResult, cut: Directory) {
    var findings: [String: String] = [:]
    for (finding, fingerprint) in zip(result.findings, result.fingerprints) {
      findings[fingerprint] =
        "\(result.rules[Int(finding.rule)].id): \(result.text(finding).message)"
    }
    self.findings = findings
    verdict = result.verdict
    wholeLists = cut.wholeLists
    extent = cut.extent
    reservations =
      cut.reservations + result.notAssessable.map { "\($0.rules) \($0.reason) \($0.count)" }
  }

  /// What became of a cut input that was read.
  enum Outcome: Equatable {
    /// Nothing that matters was cut off.
    case whole
    /// It says that something is missing.
    case incomplete
    /// It states what is not true of the whole, or hides that something is missing.
    case falsehood(String)
  }

  func outcome(against whole: TruncationClaims) -> Outcome {
    let new = findings.filter { whole.findings[$0.key] == nil }
    if let first = new.values.min() { return .falsehood(first) }
    for (list, entries) in wholeLists where whole.wholeLists[list] != entries {
      return .falsehood("\(list) is complete with \(entries.count) entries")
    }
    if extent == whole.extent, reservations == whole.reservations { return .whole }
    // What was lost was lost from lists that claim no end, or the comparison above had told.
    return verdict == .aligned
      ? .falsehood("aligned, though \(whole.extent) became \(extent)") : .incomplete
  }
}

extension Directory {
  /// The lists of objects, members and owners of which both ends were seen.
  fileprivate var wholeLists: [String: [String]] {
    var lists: [String: [String]] = [:]
    for kind in ObjectKind.allCases where state(of: kind) == .complete {
      lists["the list of \(kind.label)s"] = (0..<ObjectIndex(objectCount)).filter {
        kinds[Int($0)] == kind && isRecorded($0) && !isDeleted($0)
      }.map(identity).sorted()
    }
    for group in groups {
      for (word, relation) in [("members", Relation.members), ("owners", .owners)]
      where self.lists(relation).state(of: group) == .complete {
        lists["\(word) of \(identity(group))"] =
          self.lists(relation).list(of: group).map(identity).sorted()
      }
    }
    if capabilities.contains(.deletions) {
      lists["what was deleted"] = deleted.map(identity).sorted()
    }
    return lists
  }

  private func identity(_ object: ObjectIndex) -> String {
    side == .tenant ? "\(guids[Int(object)])" : "\(kinds[Int(object)].label) \(keyText(object))"
  }

  fileprivate var extent: [Int] {
    [
      groups.count, users.count, devices.count, deleted.count, members.targets.count,
      owners.targets.count,
    ]
  }

  fileprivate var reservations: [String] {
    let kinds = ObjectKind.allCases.map { "\($0.label): \(state(of: $0).label)" }
    let lists = groups.map {
      "\(identity($0)): \(members.state(of: $0).label), \(owners.state(of: $0).label)"
    }
    let sources = sources.map { "\($0.completeness.label) \($0.capabilities.rawValue) \($0.notes)" }
    return kinds + lists.sorted() + sources
      + tallies.map { "\($0.count) \($0.subject): \($0.reason)" }
  }
}
