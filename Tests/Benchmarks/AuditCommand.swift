import CommandSyntax
import Files
import JSONText

/// `rollcall-bench audit`.
enum AuditCommand {
  static let runs = Setting<Int>("runs", default: 5, "How often each contender runs.")
  static let against = Repeated<String>(
    "against", value: "command",
    "A program to run in turn with rollcall; {json}, {db} and {out} stand for the paths.")
  static let names = Repeated<String>(
    "name", value: "word", "What the programs of '--against' are called, in their order.")

  static let command = Command(
    "audit", "Measures whole audits beside other programs, in turn, and checks the findings.",
    takes: [DataFolder.option, runs, against, names],
    examples: [
      (
        "rollcall-bench audit --data M --against './ref scan {json} {db} {out}' --name reference",
        "Compare rollcall with a program that does the same job"
      )
    ]
  ) { arguments in
    let data = DataFolder(arguments[DataFolder.option])
    let names = arguments[names]
    var race = try Race(contenders: Contender.own)
    for (index, line) in arguments[against].enumerated() {
      race.contenders.append(
        Contender(
          name: index < names.count ? names[index] : "other \(index + 1)", line: line,
          report: nil))
    }
    try race.run(data, runs: max(1, arguments[runs]))
    try StandardStream.output.write(try report(race, data))
    return .success
  }

  private static func report(_ race: borrowing Race, _ data: DataFolder) throws -> String {
    let truth = try Truth(truth: data.truth)
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("data", data.path)
    json.key("contenders")
    json.beginArray()
    for contender in race.contenders {
      json.beginObject()
      json.member("name", contender.name)
      contender.figures.write(to: &json)
      if let name = contender.report {
        let found = try Truth(report: "\(race.folder(of: contender))/\(name)")
        json.member("verdict", found.verdict(against: truth))
        json.member("planted", truth.count)
        json.key("otherFindings")
        json.beginObject()
        for (rule, count) in found.others.sorted(by: { $0.key < $1.key }) {
          json.member(rule, count)
        }
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
    writeRatios(race, to: &json)
    try writeMemory(race, to: &json)
    json.endObject()
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }

  /// Wall and processor time of our contenders over each of the others, of the medians.
  private static func writeRatios(_ race: borrowing Race, to json: inout JSONWriter) {
    json.key("ratios")
    json.beginArray()
    for own in race.contenders where own.report != nil {
      for other in race.contenders where other.report == nil {
        json.beginObject()
        json.member("of", own.name)
        json.member("to", other.name)
        json.member("wall", own.figures.wall / other.figures.wall)
        json.member("cpu", own.figures.cpu / other.figures.cpu)
        json.member("memory", Double(own.figures.peakBytes) / Double(other.figures.peakBytes))
        json.endObject()
      }
    }
    json.endArray()
  }

  /// The bound: 32 MiB, 20 bytes a membership or local row, 220 bytes a user or group.
  private static func writeMemory(_ race: borrowing Race, to json: inout JSONWriter) throws {
    for own in race.contenders where own.name == "json and csv" {
      let totals = try ReportTotals(reading: "\(race.folder(of: own))/audit.json")
      let bound =
        32 << 20 + 20 * (totals.memberships + totals.localRows)
        + 220 * (totals.users + totals.groups)
      json.key("memory")
      json.beginObject()
      json.member("boundMiB", Double(bound) / 1_048_576)
      json.member("peakMiB", Double(own.figures.peakBytes) / 1_048_576)
      json.member("holds", own.figures.peakBytes <= bound)
      json.endObject()
    }
  }
}
