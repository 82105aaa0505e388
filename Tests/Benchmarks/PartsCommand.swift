import Audit
import CommandSyntax
import DirectoryModel
import Files
import Ingest
import JSONText
import SyncSemantics

/// `rollcall-bench parts`.
enum PartsCommand {
  static let runs = Setting<Int>(
    "runs", default: 3, "How often each part runs; the least time counts.")

  static let command = Command(
    "parts", "Times the parts of an audit in this process, one after another.",
    takes: [DataFolder.option, runs]
  ) { arguments in
    let audit = try OneAudit(DataFolder(arguments[DataFolder.option]))
    var clock = PartClock(runs: max(1, arguments[runs]))
    try measure(audit, &clock)
    try StandardStream.output.write(clock.json())
    return .success
  }

  private static func measure(_ audit: OneAudit, _ clock: inout PartClock) throws {
    let scratch = try TemporaryFolder(prefix: "rollcall-bench")
    let local = try clock.time("read database") { try audit.readLocal() }
    let tenant = try clock.time("read tenant") { try audit.readTenant() }
    let product = audit.product(local)
    let matching = clock.time("match") { audit.match(tenant, local) }
    let (nesting, localNesting) = clock.time("nesting") {
      (Nesting(tenant), Nesting(local.directory))
    }
    let planned = clock.time("plan") {
      plan(
        tenant: tenant, local: local.directory, matching: matching, policy: audit.policy,
        nesting: nesting, localNesting: localNesting)
    }
    let input = AuditInput(
      tenant: tenant, local: local.directory, policy: audit.policy, matching: matching,
      plan: planned, nesting: nesting, localNesting: localNesting, product: product)
    let result = clock.time("rules") { Audit.audit(input) }
    try clock.time("write") { try OneAudit.write(result, into: scratch.path(of: "out")) }
    clock.note(rules: result)
  }
}

/// Times named parts, each several times, and keeps the least.
struct PartClock {
  let runs: Int
  private var rows: [(name: String, seconds: Double, peakBytes: Int64)] = []
  private var ruleRows: [(name: String, seconds: Double)] = []

  init(runs: Int) { self.runs = runs }

  mutating func time<Value>(_ name: String, _ work: () throws -> Value) rethrows -> Value {
    var least = UInt64.max
    var value: Value
    var count = 0
    repeat {
      let start = BenchMeasure.monotonicNanoseconds
      value = try work()
      least = min(least, BenchMeasure.monotonicNanoseconds - start)
      count += 1
    } while count < runs
    rows.append((name, Double(least) / 1e9, BenchMeasure.peakResidentBytes))
    return value
  }

  /// Times the rules one by one; those that take under a millisecond are left out.
  mutating func note(rules result: AuditResult) {
    for (number, rule) in result.rules.enumerated() {
      let start = BenchMeasure.monotonicNanoseconds
      _ = rule.find(result.input, UInt16(number))
      let seconds = Double(BenchMeasure.monotonicNanoseconds - start) / 1e9
      if seconds >= 0.001 { ruleRows.append((rule.id, seconds)) }
    }
  }

  /// The table as JSON; a peak is that of the whole process up to the end of the part.
  func json() -> String {
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.key("parts")
    json.beginArray()
    for row in rows {
      json.beginObject()
      json.member("part", row.name)
      json.member("seconds", row.seconds)
      json.member("peakMiB", Double(row.peakBytes) / 1_048_576)
      json.endObject()
    }
    json.endArray()
    json.member("seconds", rows.reduce(0) { $0 + $1.seconds })
    json.key("rules")
    json.beginObject()
    for row in ruleRows { json.member(row.name, row.seconds) }
    json.endObject()
    json.endObject()
    json.lineFeed()
    var copy = json
    return String(decoding: copy.takeBytes(), as: UTF8.self)
  }
}
