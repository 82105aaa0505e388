import DirectoryModel
import JSONText
import Replay
import SyncSemantics

/// A replay for machines; the schema is `replay.schema.json`.
struct ReplayJSON {
  private let report: ReplayReport
  private let words: TimelineWords
  private let chains: ChainWords
  private var json = JSONWriter(indent: 1)
  private var replay: ArchiveReplay { report.replay }

  init(_ report: ReplayReport) {
    self.report = report
    words = TimelineWords(report.replay)
    chains = ChainWords(report, words)
  }

  mutating func write(to sink: ([UInt8]) throws -> Void) rethrows {
    json.beginObject()
    json.member("rollcall", report.version)
    json.strings("command", report.command)
    json.key("policy")
    json.beginObject()
    json.member("name", replay.policy.name)
    json.member("digest", replay.policy.digest)
    json.endObject()
    json.strings("notes", report.notes)
    writeSnapshots()
    writeCounts()
    writeExposures()
    writeEnd()
    writeUnsaid()
    json.key("timeline")
    json.beginArray()
    for (index, entry) in replay.timeline.entries.enumerated() {
      write(entry, index)
      if json.bytes.count > 1 << 20 { try sink(json.takeBytes()) }
    }
    json.endArray()
    json.endObject()
    json.lineFeed()
    try sink(json.takeBytes())
  }

  private mutating func writeSnapshots() {
    json.key("snapshots")
    json.beginArray()
    for (sources, time) in zip(report.sources, replay.times) {
      json.beginObject()
      json.member("time", "\(time)")
      json.inputs(of: sources)
      json.endObject()
    }
    json.endArray()
    json.key("local")
    json.beginObject()
    json.inputs(of: replay.world.local.base.sources)
    json.endObject()
    json.member("end", "\(replay.world.now)")
  }

  private mutating func writeCounts() {
    json.key("counts")
    json.beginObject()
    json.member("events", replay.eventCount)
    json.member("runs", replay.world.runs.count)
    json.member("idleRuns", replay.idleRuns)
    json.member("writes", replay.timeline.entries.count { $0.kind == .written })
    json.member("heldBack", replay.timeline.entries.count { $0.kind == .heldBack })
    json.member("leftOut", replay.leftOut)
    json.endObject()
  }

  private mutating func writeExposures() {
    let records = report.exposures
    json.key("exposures")
    json.beginObject()
    for (kind, key) in [(ExposureRecord.Kind.departed, "departed"), (.joiner, "joiner")] {
      let summary = ExposureSummary(records.filter { $0.kind == kind }, at: replay.world.now)
      json.key(key)
      json.beginObject()
      json.member("count", summary.count)
      json.member("open", summary.open)
      json.member("maximumSeconds", Int(summary.maximum))
      json.key("maximumIsOpen")
      json.bool(summary.isMaximumOpen)
      json.member("medianSeconds", Int(summary.median))
      json.member("totalSeconds", Int(summary.total))
      write("atLeast", summary.least)
      write("atMost", summary.most)
      json.endObject()
    }
    json.key("records")
    json.beginArray()
    for record in records { write(record) }
    json.endArray()
    json.endObject()
  }

  private mutating func write(_ key: String, _ bounds: ExposureSummary.Bounds) {
    json.key(key)
    json.beginObject()
    write("maximumSeconds", bounds.maximum)
    write("medianSeconds", bounds.median)
    write("totalSeconds", bounds.total)
    json.endObject()
  }

  private mutating func write(_ key: String, _ seconds: Int64?) {
    json.key(key)
    if let seconds { json.integer(Int(seconds)) } else { json.null() }
  }

  private mutating func write(_ record: ExposureRecord) {
    json.beginObject()
    json.member("kind", record.kind == .departed ? "departed" : "joiner")
    write("group", words.called(record.localGroup, .local))
    write("person", words.called(record.person, replay.side(of: record)))
    write("sinceEarliest", record.earliest)
    write("since", record.since)
    write("until", record.until)
    json.member("seconds", Int(record.seconds(at: replay.world.now)))
    write("secondsAtLeast", record.least(at: replay.world.now))
    write("secondsAtMost", record.most(at: replay.world.now))
    write("inDatabase", record.inDatabase)
    list(entries: [record.cause, record.end].filter { $0 != .max })
    json.endObject()
  }

  private mutating func write(_ key: String, _ truth: Truth) {
    json.key(key)
    if truth == .unknown { json.null() } else { json.bool(truth == .yes) }
  }

  private mutating func write(_ key: String, _ time: Instant?) {
    json.key(key)
    if let time { json.string("\(time)") } else { json.null() }
  }

  private mutating func list(entries: [UInt32]) {
    json.key("entries")
    json.beginArray()
    for entry in entries { json.integer(entry + 1) }
    json.endArray()
  }

  private mutating func write(_ key: String, _ called: TimelineWords.Called?) {
    json.key(key)
    guard let called else { return json.null() }
    json.beginObject()
    json.member("id", called.id)
    json.member("name", called.shown)
    json.endObject()
  }

  private mutating func writeEnd() {
    json.key("comparison")
    guard let end = report.end else { return json.null() }
    json.beginObject()
    json.inputs(of: end.real.new.sources)
    for verdict in EndComparison.Verdict.allCases {
      json.member("\(verdict)", end.count(verdict))
    }
    json.key("rows")
    json.beginArray()
    for row in end.rows {
      let told = DifferenceRow(row.change, row.isReal ? end.real : end.predicted)
      json.beginObject()
      json.member("verdict", "\(row.verdict)")
      json.member("change", row.change.kind.label)
      write("object", TimelineWords.Called(shown: told.object.name, id: told.object.id))
      write("group", told.group.map { TimelineWords.Called(shown: $0.name, id: $0.id) })
      json.member("property", row.change.property.label)
      list(entries: row.entries)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private mutating func writeUnsaid() {
    json.key("unsaid")
    json.beginArray()
    for (index, entries) in replay.unsaid.enumerated() {
      for entry in entries {
        json.beginObject()
        json.member("from", "\(replay.times[index])")
        json.member("to", "\(replay.times[index + 1])")
        json.member("what", entry.what)
        json.member("reason", entry.why)
        json.member("count", entry.count)
        json.endObject()
      }
    }
    json.endArray()
  }

  private mutating func write(_ entry: TimelineEntry, _ index: Int) {
    let told = words.telling(entry)
    json.beginObject()
    json.member("entry", index + 1)
    json.member("time", "\(entry.time)")
    json.member("kind", entry.kind.label)
    if entry.run > 0 { json.member("run", Int(entry.run)) }
    if let side = entry.side { json.member("side", side.rawValue) }
    if !told.what.isEmpty { json.member("what", told.what) }
    if told.group != nil { write("group", told.group) }
    if told.member != nil { write("member", told.member) }
    if !told.text.isEmpty { json.member("text", told.text) }
    let chain = chains.chain(of: index)
    if let cause = chains.cause(of: index, chain) { json.member("cause", Int(cause) + 1) }
    if let chain { write(chain) }
    json.endObject()
  }

  private mutating func write(_ chain: CauseChain) {
    json.key("chain")
    json.beginObject()
    if let event = chain.event { json.member("event", Int(event) + 1) }
    if !chain.page.isEmpty { json.member("page", chain.page) }
    if let evidence = chain.group { json.member("groupMatch", evidence.label) }
    if let evidence = chain.member { json.member("memberMatch", evidence.label) }
    if !chain.way.isEmpty {
      json.key("path")
      json.beginArray()
      for called in chains.way(chain) {
        json.beginObject()
        json.member("id", called.id)
        json.member("name", called.shown)
        json.endObject()
      }
      json.endArray()
    }
    json.member("policy", chain.policy)
    json.endObject()
  }
}
