package import DirectoryModel

/// Which of two snapshots.
package enum Epoch: UInt8, Hashable, Sendable {
  case older, newer
}

/// What may or may not have changed, because one of two snapshots cannot say it.
package struct Unsaid: Hashable, Sendable {
  /// What is left open.
  package enum Subject: Hashable, Sendable {
    /// Objects that one snapshot shows and the other cannot prove to lack.
    case objects(ObjectKind)
    /// Entries that one snapshot's lists show and the other's cannot prove to lack.
    case entries(Relation)
    /// Lists that were not compared at all.
    case lists(Relation)
    /// A property that one snapshot states and the other does not.
    case property(ObjectKind, ObjectProperty)
  }

  /// Why a snapshot cannot say it.
  package enum Reason: Hashable, Sendable {
    /// The list of all objects of the kind was not seen to its end.
    case kindList(ObjectKind, Completeness)
    /// The group's own list was not seen to its end.
    case list(Relation, Completeness)
    /// The source cannot say such a thing at all.
    case capability(Capability.RawValue)
    /// No object of this kind shows the property.
    case notStated
    /// Objects have values of the property that could not be read.
    case notRead
    /// The object is known only because a list names it.
    case onlyReferenced
  }

  package let subject: Subject
  /// The snapshot that cannot say.
  package let epoch: Epoch
  package let reason: Reason
  /// How many objects, entries or lists.
  package internal(set) var count: Int
  /// The first group or object concerned, by its number in the newer snapshot; one that the newer
  /// snapshot does not show, by its number in the older one.
  package let first: ObjectIndex
}

extension Unsaid {
  /// What is left open, as a noun: `users`, `entries of members`, `mail of users`.
  package var what: String {
    switch subject {
    case .objects(let kind): "\(kind.label)s"
    case .entries(let relation): "entries of lists of \(relation)"
    case .lists(let relation): "lists of \(relation)"
    case .property(let kind, let property): "\(property.label) of \(kind.label)s"
    }
  }

  /// Why, as a clause: `the newer snapshot cannot say: owners`.
  package var why: String {
    let side = "the \(epoch == .older ? "older" : "newer") snapshot"
    switch reason {
    case .kindList(let kind, let state):
      return "\(side)'s list of all \(kind.label)s is \(state.label)"
    case .list(let relation, let state): return "\(side)'s list of \(relation) is \(state.label)"
    case .capability(let rawValue):
      let words = Capability(rawValue: rawValue).words.joined(separator: ", ")
      return "\(side)'s format cannot say: \(words)"
    case .notStated: return "\(side) shows it for none of them"
    case .notRead: return "\(side) has values of it that could not be read"
    case .onlyReferenced: return "\(side) shows them only as entries of lists"
    }
  }
}

/// Counts what is left open, by subject, snapshot and reason.
struct UnsaidLedger: Sendable {
  private struct Key: Hashable, Sendable {
    var subject: Unsaid.Subject
    var epoch: Epoch
    var reason: Unsaid.Reason
  }

  private var slots: [Key: Int] = [:]
  private(set) var entries: [Unsaid] = []

  mutating func note(
    _ subject: Unsaid.Subject, _ epoch: Epoch, _ reason: Unsaid.Reason, first: ObjectIndex,
    count: Int = 1
  ) {
    let key = Key(subject: subject, epoch: epoch, reason: reason)
    if let slot = slots[key] {
      entries[slot].count += count
    } else {
      slots[key] = entries.count
      entries.append(
        Unsaid(subject: subject, epoch: epoch, reason: reason, count: count, first: first))
    }
  }

  /// Takes over what was met later.
  mutating func take(_ later: UnsaidLedger) {
    for entry in later.entries {
      note(entry.subject, entry.epoch, entry.reason, first: entry.first, count: entry.count)
    }
  }
}
