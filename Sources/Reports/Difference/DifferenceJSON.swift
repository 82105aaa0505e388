import DirectoryModel
import JSONText
import Replay

/// The changes for machines; the schema is `difference.schema.json`.
struct DifferenceJSON: DifferenceWriter {
  private let report: DifferenceReport
  private var json = JSONWriter(indent: 1)

  init(_ report: DifferenceReport) { self.report = report }

  var byteCount: Int { json.bytes.count }

  mutating func takeBytes() -> [UInt8] { json.takeBytes() }

  mutating func begin() {
    let difference = report.difference
    json.beginObject()
    json.member("rollcall", report.version)
    json.strings("command", report.command)
    json.member("side", difference.new.side.rawValue)
    json.key("tenantId")
    let id = difference.old.tenantID == .none ? difference.new.tenantID : difference.old.tenantID
    if id == .none { json.null() } else { json.string("\(id)") }
    json.strings("notes", report.notes)
    write("older", difference.old)
    write("newer", difference.new)
    json.key("counts")
    json.beginObject()
    for (kind, count) in zip(ChangeKind.allCases, difference.counts) {
      json.key(kind.label)
      json.integer(count)
    }
    json.endObject()
    json.key("changes")
    json.beginArray()
  }

  private mutating func write(_ key: String, _ directory: Directory) {
    json.key(key)
    json.beginObject()
    json.inputs(of: directory.sources)
    for (word, count) in directory.totals {
      json.key(word)
      json.integer(count)
    }
    json.endObject()
  }

  mutating func add(_ row: DifferenceRow) {
    json.beginObject()
    json.member("change", row.change.kind.label)
    write("object", row.object)
    if let group = row.group { write("group", group) }
    if row.change.kind == .changed {
      json.member("property", row.change.property.label)
      json.strings("before", row.before)
      json.strings("after", row.after)
    }
    json.member("evidence", row.place)
    json.endObject()
  }

  private mutating func write(_ key: String, _ object: ObjectWords) {
    json.key(key)
    json.beginObject()
    json.member("kind", object.kind.label)
    json.member("id", object.id)
    json.member("name", object.name)
    if !object.userName.isEmpty { json.member("userName", object.userName) }
    json.endObject()
  }

  mutating func end() {
    json.endArray()
    json.key("unsaid")
    json.beginArray()
    for entry in report.difference.unsaid {
      json.beginObject()
      json.member("what", entry.what)
      json.member("snapshot", entry.epoch.label)
      json.member("reason", entry.why)
      json.key("count")
      json.integer(entry.count)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.lineFeed()
  }
}

extension Directory {
  /// How much there is, in the words and the order of reports.
  var totals: [(word: String, count: Int)] {
    [
      ("users", users.count), ("groups", groups.count), ("devices", devices.count),
      ("memberships", members.targets.count), ("ownerships", owners.targets.count),
    ]
  }
}
