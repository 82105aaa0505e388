import Files
import JSONText

/// A program that takes part in a measurement.
struct Contender {
  let name: String
  /// A line for the shell; {data}, {json}, {db} and {out} stand for paths.
  let line: String
  /// The CSV report that it writes in rollcall's columns, if it does.
  let report: String?
  var figures = Figures()

  init(name: String, line: String, report: String?) {
    (self.name, self.line, self.report) = (name, line, report)
  }

  /// The whole command, which writes every format, and the same work with JSON and CSV only.
  static var own: [Contender] {
    [
      Contender(
        name: "json and csv",
        line: "'\(DataFolder.program("rollcall-bench"))' once --data {data} --out {out}",
        report: "audit.csv"),
      Contender(
        name: "rollcall",
        line: "'\(DataFolder.program("rollcall"))' audit --tenant {json} --local {db}"
          + " --mapping '\(DataFolder.mapping)' --policy '\(DataFolder.policy)'"
          + " --fail-on never --out {out}", report: "audit.csv"),
    ]
  }
}

/// Contenders that run in turn on the same data, so that whatever else the machine does meets all.
struct Race: ~Copyable {
  var contenders: [Contender]
  private let scratch: TemporaryFolder

  init(contenders: [Contender]) throws {
    self.contenders = contenders
    scratch = try TemporaryFolder(prefix: "rollcall-bench")
  }

  /// Where a contender writes; the report of its last run stays until the race is let go.
  func folder(of contender: Contender) -> String {
    let index = contenders.firstIndex { $0.name == contender.name } ?? contenders.count
    return scratch.path(of: "\(index)")
  }

  /// Runs every contender once unmeasured and then in turn.
  mutating func run(_ data: DataFolder, runs: Int) throws {
    for round in 0...runs {
      for index in contenders.indices {
        let folder = scratch.path(of: "\(index)")
        try Folder.make(folder)
        var line = contenders[index].line
        for (mark, path) in [
          ("{data}", data.path), ("{json}", data.export), ("{db}", data.database),
          ("{out}", folder),
        ] {
          line.replace(mark, with: "'\(path)'")
        }
        let cost = try ChildProcess(shell: line).run()
        if round > 0 { contenders[index].figures.add(cost) }
      }
    }
  }
}

/// The control totals that the bound of memory is made of.
struct ReportTotals {
  private(set) var users = 0
  private(set) var groups = 0
  private(set) var memberships = 0
  private(set) var localRows = 0

  /// Reads the totals of a JSON report.
  init(reading file: String) throws {
    let source = ArraySource(try FileReader.contents(of: file, limit: 4 << 30))
    var reader = JSONReader(source)
    let keys = KeyTable(["tenantUsers", "tenantGroups", "tenantMemberships", "localMemberships"])
    let totals = KeyTable(["totals"])
    guard try reader.next() == .beginObject else { throw BenchError("\(file): no object") }
    while try reader.next() == .key {
      guard reader.keyIndex(in: totals) == 0 else {
        try reader.skipValue()
        continue
      }
      _ = try reader.next()
      while try reader.next() == .key {
        let key = reader.keyIndex(in: keys)
        guard try reader.next() == .number else { throw BenchError("\(file): no number") }
        let value = Int(reader.integer() ?? 0)
        switch key {
        case 0: users = value
        case 1: groups = value
        case 2: memberships = value
        case 3: localRows = value
        default: continue
        }
      }
    }
  }
}
