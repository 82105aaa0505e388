import CommandSyntax
import Files
import JSONText

/// `rollcall-bench generate`.
enum GenerateCommand {
  static let size = Setting<Size>(
    "size", default: Size(users: 10_000), "S, M, L (10,000, 100,000, 1,000,000 users) or a number.")
  static let out = Setting<String>(
    required: "out", value: "folder", completion: .directories, "Where the files are written.")
  static let seed = Setting<Int>("seed", default: 1, "The same seed gives the same bytes.")
  static let layout = Setting<Layout>("layout", default: .lines, "How the JSON is laid out.")
  static let shape = Setting<Shape>("shape", default: .plain, "How groups contain each other.")
  static let flat = Flag("flat", "As many groups and entries, but no group contains another.")

  static let command = Command(
    "generate", "Makes an export, a local database and the list of what differs.",
    discussion: """
      With a hostile shape (any but 'plain') the application has a faithful copy of one group, from \
      which every other can be reached: what nesting costs is the difference to the same with '--flat'.
      """,
    takes: [size, out, seed, layout, shape, flat]
  ) { arguments in
    let graph = try generate(
      to: DataFolder(arguments[out]), arguments[shape], arguments[size],
      layout: arguments[layout], isFlat: arguments[flat], seed: UInt64(arguments[seed]))
    try StandardStream.output.write(facts(graph, DataFolder(arguments[out])))
    return .success
  }

  /// Makes one data set.
  @discardableResult
  static func generate(
    to data: DataFolder, _ shape: Shape, _ size: Size, layout: Layout = .lines,
    isFlat: Bool = false, seed: UInt64 = 1
  ) throws -> Graph {
    try Folder.make(data.path)
    let graph = Graph(shape, size, isFlat: isFlat, seed: seed)
    let export = Export(graph: graph, names: Names(seed: seed))
    var dice = Dice(seed: seed &+ 1)
    try export.write(to: data.export, layout, &dice)
    var local = LocalSide(export, onlyGroup: shape.onlyGroup(isFlat: isFlat), Dice(seed: seed &+ 2))
    try local.write(to: data)
    return graph
  }

  private static func facts(_ graph: Graph, _ data: DataFolder) throws -> String {
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("users", graph.users)
    json.member("groups", graph.groups)
    json.member("devices", graph.devices)
    json.member("directMemberships", graph.members.count)
    json.member("nestedGroups", graph.children.reduce(0) { $0 + $1.count })
    json.member("exportBytes", try data.exportBytes())
    json.endObject()
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }
}
