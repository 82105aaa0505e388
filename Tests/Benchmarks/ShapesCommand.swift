import CommandSyntax
import Files
import JSONText

/// `rollcall-bench shapes`.
enum ShapesCommand {
  static let runs = Setting<Int>("runs", default: 3, "How often each tenant is audited.")
  static let scale = Setting<Int>(
    "scale", default: 1, "Divides the number of users and groups, for a quick look.")

  /// The shapes with as many users as make the sizes that the goals are stated for.
  static let rows: [(shape: Shape, users: Int)] = [
    (.chain, 100_000), (.layers, 100_000), (.ring, 200_000), (.huge, 1_000_000),
  ]

  static let command = Command(
    "shapes", "Measures what hostile nesting adds to the same tenant without nesting.",
    takes: [runs, scale]
  ) { arguments in
    var json = JSONWriter(indent: 1)
    json.beginObject()
    for (shape, users) in rows {
      let size = Size(users: users / max(1, arguments[scale]))
      let scratch = try TemporaryFolder(prefix: "rollcall-bench")
      let folders = [DataFolder(scratch.path(of: "nested")), DataFolder(scratch.path(of: "flat"))]
      try GenerateChild.run(["--shape", shape.rawValue, "--size", size.argument], into: folders[0])
      try GenerateChild.run(
        ["--shape", shape.rawValue, "--size", size.argument, "--flat"], into: folders[1])
      let figures = try ownFigures(of: folders, runs: max(1, arguments[runs]))
      json.key(shape.rawValue)
      json.beginObject()
      json.member("addedSeconds", figures[0].cpu - figures[1].cpu)
      json.member("addedMiB", Double(figures[0].peakBytes - figures[1].peakBytes) / 1_048_576)
      for (key, figures) in zip(["nested", "flat"], figures) {
        json.key(key)
        json.beginObject()
        figures.write(to: &json)
        json.endObject()
      }
      json.endObject()
    }
    json.endObject()
    json.lineFeed()
    try StandardStream.output.write(json.takeBytes())
    return .success
  }

  /// Audits several data sets in turn in processes of their own, after one run that is not counted.
  static func ownFigures(of folders: [DataFolder], runs: Int) throws -> [Figures] {
    let scratch = try TemporaryFolder(prefix: "rollcall-bench")
    var figures = Array(repeating: Figures(), count: folders.count)
    for round in 0...runs {
      for (index, data) in folders.enumerated() {
        let words = ["once", "--data", data.path, "--out", scratch.path(of: "out")]
        let cost = try ChildProcess([DataFolder.program("rollcall-bench")] + words).run()
        if round > 0 { figures[index].add(cost) }
      }
    }
    return figures
  }
}

/// Data is made by a child, so that whoever measures stays small.
enum GenerateChild {
  static func run(_ words: [String], into data: DataFolder) throws {
    let program = DataFolder.program("rollcall-bench")
    _ = try ChildProcess([program, "generate", "--out", data.path] + words).run()
  }
}
