import DirectoryModel
import JSONText

/// What there is to say of one directory before it is compared with anything.
struct Inspection {
  private let directory: Directory

  init(_ directory: Directory) { self.directory = directory }

  /// One row: what is counted, how many, and how much of the list was seen.
  private var counts: [(label: String, count: Int, state: String)] {
    let memberStates = directory.groups.map { directory.members.state(of: $0) }
    let open = memberStates.filter { !$0.provesAbsence }.count
    let lists =
      open == 0 ? "every list complete" : "\(open) of \(memberStates.count) lists not complete"
    let ownerStates = directory.groups.filter { directory.owners.state(of: $0).provesPresence }
    return [
      ("users", directory.users.count, directory.state(of: .user).label),
      ("groups", directory.groups.count, directory.state(of: .group).label),
      ("devices", directory.devices.count, directory.state(of: .device).label),
      ("deleted", directory.deleted.count, ""),
      ("memberships", directory.members.targets.count, lists),
      ("owners", directory.owners.targets.count, "\(ownerStates.count) groups asked"),
    ]
  }

  /// For people.
  func text() -> String {
    var text = "\(directory.side.rawValue)"
    if directory.tenantID != .none {
      text += " \(directory.tenantID) '\(directory.names.string(directory.tenantName))'"
    }
    text += "\n"
    for source in directory.sources {
      text += "\n\(source.input)\n  format        \(source.format)\n"
      text += "  bytes         \(source.byteCount)\n  sha256        \(source.sha256)\n"
      text += "  read          \(source.completeness.label)\n"
      let missing = Capability.labels.filter { !source.capabilities.contains($0.0) }.map(\.1)
      text += "  can say       \(source.capabilities.words.joined(separator: ", "))\n"
      text += "  cannot say    \(missing.isEmpty ? "nothing" : missing.joined(separator: ", "))\n"
      for note in source.notes { text += "  note          \(note)\n" }
    }
    text += "\n"
    for row in counts {
      let count = String(row.count)
      text += row.label + String(repeating: " ", count: 20 - row.label.count - count.count)
      text += "\(count)\(row.state.isEmpty ? "" : "  \(row.state)")\n"
    }
    for tally in directory.tallies {
      text += "left out: \(tally.count) \(tally.subject): \(tally.reason)"
      text += " (first at \(directory.text(of: tally.example)))\n"
    }
    for contradiction in directory.contradictions {
      text += "contradiction: \(contradiction.property) is '\(contradiction.firstValue)' at "
      text += "\(directory.text(of: contradiction.first)) and '\(contradiction.secondValue)' at "
      text += "\(directory.text(of: contradiction.second))\n"
    }
    return text
  }

  /// For programs.
  func json() -> String {
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.key("side")
    json.string(directory.side.rawValue)
    json.key("tenantId")
    if directory.tenantID == .none { json.null() } else { json.string("\(directory.tenantID)") }
    json.key("inputs")
    json.beginArray()
    for source in directory.sources { write(source, &json) }
    json.endArray()
    json.key("counts")
    json.beginObject()
    for row in counts {
      json.key(row.label)
      json.beginObject()
      json.key("count")
      json.integer(row.count)
      json.key("state")
      json.string(row.state)
      json.endObject()
    }
    json.endObject()
    writeWarnings(&json)
    json.endObject()
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }

  private func write(_ source: Source, _ json: inout JSONWriter) {
    json.beginObject()
    for (key, value) in [
      ("name", source.input), ("format", source.format), ("sha256", source.sha256),
      ("completeness", source.completeness.label),
    ] {
      json.key(key)
      json.string(value)
    }
    json.key("bytes")
    json.integer(source.byteCount)
    for (key, words) in [("capabilities", source.capabilities.words), ("notes", source.notes)] {
      json.key(key)
      json.beginArray()
      for word in words { json.string(word) }
      json.endArray()
    }
    json.endObject()
  }

  private func writeWarnings(_ json: inout JSONWriter) {
    json.key("leftOut")
    json.beginArray()
    for tally in directory.tallies {
      json.beginObject()
      for (key, value) in [
        ("subject", tally.subject), ("reason", tally.reason),
        ("first", directory.text(of: tally.example)),
      ] {
        json.key(key)
        json.string(value)
      }
      json.key("count")
      json.integer(tally.count)
      json.endObject()
    }
    json.endArray()
    json.key("contradictions")
    json.beginArray()
    for contradiction in directory.contradictions {
      json.beginObject()
      for (key, value) in [
        ("property", contradiction.property), ("first", directory.text(of: contradiction.first)),
        ("firstValue", contradiction.firstValue),
        ("second", directory.text(of: contradiction.second)),
        ("secondValue", contradiction.secondValue),
      ] {
        json.key(key)
        json.string(value)
      }
      json.endObject()
    }
    json.endArray()
  }
}
