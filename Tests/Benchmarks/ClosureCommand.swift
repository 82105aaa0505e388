import CommandSyntax
import DirectoryModel
import Files
import JSONText

/// `rollcall-bench closure`.
enum ClosureCommand {
  static let command = Command(
    "closure", "Times finding the members of every group of a tenant, by whatever nesting.",
    takes: [DataFolder.option]
  ) { arguments in
    let closure = Closure(try OneAudit(DataFolder(arguments[DataFolder.option])).readTenant())
    var json = JSONWriter(indent: 1)
    closure.write(to: &json)
    json.lineFeed()
    try StandardStream.output.write(json.takeBytes())
    return .success
  }
}

/// What it takes to find components and the members of every group of a tenant.
struct Closure {
  let seconds: Double
  let addedBytes: Int64
  /// Pairs of a group and one of its members.
  let pairs: Int

  init(_ tenant: Directory) {
    let (before, start) = (BenchMeasure.peakResidentBytes, BenchMeasure.monotonicNanoseconds)
    let nesting = Nesting(tenant)
    var walk = TransitiveMembers(tenant, nesting, kinds: [.user, .device])
    walk.ignoresUnlistedGroups = true
    var pairs = 0
    walk.visit(tenant.groups) { _, members, _ in pairs += members.count }
    seconds = Double(BenchMeasure.monotonicNanoseconds - start) / 1e9
    addedBytes = BenchMeasure.peakResidentBytes - before
    self.pairs = pairs
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("seconds", seconds)
    json.member("addedMiB", Double(addedBytes) / 1_048_576)
    json.member("pairs", pairs)
    json.endObject()
  }
}
