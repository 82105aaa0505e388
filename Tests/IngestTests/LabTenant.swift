import DirectoryModel
import TestSupport

@testable import Ingest

/// One thing that a source says of an object of the lab tenant.
struct LabFact: Hashable, Comparable, CustomStringConvertible {
  var kind: ObjectKind
  var id: GUID
  var property: String
  var value: String

  var description: String { "\(kind.label) \(id) \(property) '\(value)'" }

  static func < (one: Self, other: Self) -> Bool {
    one.description.utf8.lexicographicallyPrecedes(other.description.utf8)
  }
}

extension Directory {
  /// Everything that is said of recorded objects and of lists.
  var labFacts: Set<LabFact> {
    var facts: Set<LabFact> = []
    for object in 0..<ObjectIndex(objectCount) {
      var own: [(String, String)] = isRecorded(object) ? ownLabFacts(object) : []
      for (word, relation) in [("members", Relation.members), ("owners", .owners)] {
        let lists = lists(relation)
        if lists.state(of: object) == .complete { own.append((word, "complete")) }
        own += lists.list(of: object).map {
          (word, "\(kinds[Int($0)].label) \(guids[Int($0)])")
        }
      }
      for (property, value) in own {
        facts.insert(
          LabFact(
            kind: kinds[Int(object)], id: guids[Int(object)], property: property, value: value))
      }
    }
    return facts
  }

  private func ownLabFacts(_ object: ObjectIndex) -> [(String, String)] {
    let index = Int(object)
    let flags = flags[index]
    var facts = [("record", isDeleted(object) ? "deleted" : "live")]
    for (property, name) in [
      ("displayName", displayNames[index]), ("principalName", principalNames[index]),
      ("mail", mails[index]),
    ] where name != NameTable.absent { facts.append((property, names.string(name))) }
    let answers: [(String, ObjectFlags, ObjectFlags)] = [
      ("enabled", .enabledKnown, .enabled), ("guest", .guestKnown, .guest),
      ("onPremises", .onPremisesKnown, .onPremises),
      ("securityEnabled", .securityKnown, .securityEnabled),
      ("mailEnabled", .mailKnown, .mailEnabled), ("unified", .typesKnown, .unified),
      ("dynamic", .typesKnown, .dynamic), ("paused", .rulePaused, .rulePaused),
      ("roleAssignable", .roleAssignable, .roleAssignable),
    ]
    for (property, known, value) in answers where flags.contains(known) {
      facts.append((property, flags.contains(value) ? "yes" : "no"))
    }
    for key in AttributeKey.allCases {
      facts += attributes.all(key, of: object).map { ("\(key)", sameForm(names.string($0))) }
    }
    return facts
  }

  /// A time as Graph writes it, where ROADrecon has a blank for the `T` and six digits for the `Z`;
  /// and an identifier in lower case.
  private func sameForm(_ text: String) -> String {
    if let guid = GUID(text) { return "\(guid)" }
    let zeros = ".000000"
    guard text.utf8.count == 26, text.hasSuffix(zeros) else { return text }
    return text.dropLast(zeros.utf8.count).split(separator: " ").joined(separator: "T") + "Z"
  }
}
