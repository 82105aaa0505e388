import Audit
import DirectoryModel
import Testing

/// Nothing that a list has lost makes an audit state more than it states of the whole.
///
/// Files are refused when they are cut in the middle of a document, so that cut files never reach
/// most rules. Here the lists of every case are cut as a collector that was stopped cuts them.
struct CutWorldTests {
  /// A way to lose a part of a world, and what is said of the rest.
  struct Loss: Sendable {
    let what: String
    let apply: @Sendable (inout World) -> Void
  }

  private static let cut = Completeness.partial("the file ends early")

  /// Every loss of one person, and of all from one on; references to them stay.
  static func people(_ world: World) -> [Loss] {
    world.people.indices.flatMap { index in
      [
        Loss(what: "person \(world.people[index].id)") { $0.people.remove(at: index) },
        Loss(what: "record of \(world.people[index].id)") { $0.people[index].lose() },
        Loss(what: "people from \(world.people[index].id) on") {
          $0.people.removeSubrange(index...)
        },
      ].map { loss in
        Loss(what: loss.what) {
          loss.apply(&$0)
          ($0.tenantStates[.user], $0.tenantStates[.device]) = (cut, cut)
        }
      }
    }
  }

  /// Every loss of one group with its list, and of all from one on.
  static func groups(_ world: World) -> [Loss] {
    world.groups.indices.flatMap { index in
      [
        Loss(what: "group \(world.groups[index].id)") {
          $0.groups.remove(at: index)
          $0.tenantStates[.group] = cut
        },
        Loss(what: "groups from \(world.groups[index].id) on") {
          $0.groups.removeSubrange(index...)
          $0.tenantStates[.group] = cut
        },
      ]
    }
  }

  /// Every beginning of every list of members.
  static func lists(_ world: World) -> [Loss] {
    world.groups.indices.flatMap { index in
      world.groups[index].members.indices.map { count in
        Loss(what: "members of \(world.groups[index].id) from the \(count + 1)th on") {
          $0.groups[index].members.removeSubrange(count...)
          $0.groups[index].state = cut
        }
      }
    }
  }

  @Test(arguments: Case.all)
  func `a loss that is stated adds no finding`(_ this: Case) throws {
    let world = try this.world()
    let whole = Self.statements(world.audited())
    for loss in Self.people(world) + Self.groups(world) + Self.lists(world) {
      var cut = world
      loss.apply(&cut)
      let result = cut.audited()
      let new = Self.statements(result).filter { whole[$0.key] == nil }
      #expect(new.isEmpty, "without \(loss.what): \(new.values.sorted())")
    }
  }

  /// The findings by fingerprint, without those of rules that speak of one side's rows or of the
  /// inputs: they are true whatever else there is.
  private static func statements(_ result: AuditResult) -> [String: String] {
    var statements: [String: String] = [:]
    for (finding, fingerprint) in zip(result.findings, result.fingerprints) {
      let rule = result.rules[Int(finding.rule)].id
      guard !rule.hasPrefix("local."), rule != "snapshot.contradiction",
        rule != "name.is-object-id", rule != "name.not-object-id"
      else { continue }
      statements[fingerprint] = "\(rule): \(result.text(finding).message)"
    }
    return statements
  }
}

extension World.Person {
  /// Leaves of the person what a list of members holds.
  fileprivate mutating func lose() {
    (isRecorded, name, principalName, mail, attributes) = (false, "", "", "", [])
    (isEnabled, isGuest) = (nil, nil)
  }
}
