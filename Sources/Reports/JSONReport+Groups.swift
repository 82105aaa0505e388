import Audit
import DirectoryModel
import JSONText
import SyncSemantics

/// The list of groups, which any copy of the writer can go on with.
extension JSONReport {
  /// Rows that one thread writes at a time.
  private static let rowsInPart = 2_048

  /// The parts of the list of groups, all rows but the first.
  var furtherCount: Int { (max(rows.count, 1) + Self.rowsInPart - 2) / Self.rowsInPart }

  func further(_ part: Int) -> [UInt8] {
    guard let shared = frame else { preconditionFailure("the findings were not ended") }
    // Whatever both threads use is taken out for the loop: two that count their uses of one thing
    // wait for each other.
    let (frame, input, rows) = (JSONFrame(copying: shared), report.result.input, rows)
    let names = (tenant: input.tenant.names, local: input.local.names)
    var copy = self
    let start = 1 + part * Self.rowsInPart
    for index in start..<min(start + Self.rowsInPart, rows.count) {
      let row = rows[index]
      let naming = Naming(input, tenant: row.tenant, local: row.local)
      if naming.isEmpty {
        copy.write(row)
      } else {
        frame.lead(to: 0, &copy.json)
        Self.writeIdentifier(naming, &copy.json)
        frame.lead(to: 1, &copy.json)
        Self.writeKey(naming, input.local, &copy.json)
        frame.lead(to: 2, &copy.json)
        naming.writeName(names.tenant, names.local, to: &copy.json)
        Self.write(row, frame, &copy.json)
      }
    }
    return copy.takeBytes()
  }

  /// Writes what stands behind the naming of a row.
  private static func write(_ row: GroupRow, _ frame: JSONFrame, _ json: inout JSONWriter) {
    frame.lead(to: 3, &json)
    if let link = row.link { json.string(link) } else { json.null() }
    frame.lead(to: 4, &json)
    json.integer(Int(row.count.matched))
    frame.lead(to: 5, &json)
    json.integer(Int(row.count.missing))
    frame.lead(to: 6, &json)
    json.integer(Int(row.count.extra))
    frame.lead(to: 7, &json)
    json.integer(Int(row.count.unknown))
    frame.lead(to: 8, &json)
    json.string(row.status)
    frame.end(&json)
  }

  /// A row as the writer lays it out, without its values.
  static func rowFrame(after json: JSONWriter) -> JSONFrame {
    JSONFrame(after: json) { json in
      json.beginObject()
      json.key("group")
      json.beginObject()
      for key in ["tenantId", "localId", "name"] {
        json.key(key)
        json.leaveValue()
      }
      json.endObject()
      for key in ["link", "matched", "missing", "extra", "unknown", "status"] {
        json.key(key)
        json.leaveValue()
      }
      json.endObject()
    }
  }

  mutating func write(_ row: GroupRow) {
    json.beginObject()
    member("group", naming(row))
    json.optional("link", row.link)
    json.member("matched", Int(row.count.matched))
    json.member("missing", Int(row.count.missing))
    json.member("extra", Int(row.count.extra))
    json.member("unknown", Int(row.count.unknown))
    json.member("status", row.status)
    json.endObject()
  }

  private func naming(_ row: GroupRow) -> Naming {
    Naming(report.result.input, tenant: row.tenant, local: row.local)
  }
}

/// How objects are named.
extension JSONReport {
  /// A member whose value names an object, or is null.
  ///
  /// No texts are made on the way: every group and every finding has such a member.
  mutating func member(_ key: String, _ naming: Naming) {
    json.key(key)
    guard !naming.isEmpty else { return json.null() }
    let input = report.result.input
    json.beginObject()
    json.key("tenantId")
    Self.writeIdentifier(naming, &json)
    json.key("localId")
    Self.writeKey(naming, input.local, &json)
    json.key("name")
    naming.writeName(input.tenant.names, input.local.names, to: &json)
    json.endObject()
  }

  private static func writeIdentifier(_ naming: Naming, _ json: inout JSONWriter) {
    guard naming.identifier != .none else { return json.null() }
    let text = naming.identifier.text
    json.string(text.span)
  }

  private static func writeKey(_ naming: Naming, _ local: Directory, _ json: inout JSONWriter) {
    if naming.local == noObject {
      json.null()
    } else if case .integer(let key)? = local.key(of: naming.local) {
      json.string(key)
    } else {
      json.string(local.keyText(naming.local))
    }
  }
}
