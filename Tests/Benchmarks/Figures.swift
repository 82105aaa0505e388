import JSONText

/// The figures of one contender over all its runs.
struct Figures {
  private(set) var runs: [ProcessCost] = []

  mutating func add(_ cost: ProcessCost) { runs.append(cost) }

  /// The middle of one figure; of an even count the lower of the two.
  func median(_ figure: (ProcessCost) -> Double) -> Double { Self.median(runs.map(figure)) }

  static func median(_ values: [Double]) -> Double { values.sorted()[(values.count - 1) / 2] }

  var wall: Double { median(\.wallSeconds) }
  var cpu: Double { median(\.cpuSeconds) }
  /// The most memory of any run.
  var peakBytes: Int { runs.map(\.peakBytes).max() ?? 0 }

  /// Writes minimum, median and maximum of each figure as members of the open object.
  func write(to json: inout JSONWriter) {
    let columns: [(String, (ProcessCost) -> Double)] = [
      ("wallSeconds", \.wallSeconds), ("cpuSeconds", \.cpuSeconds),
      ("peakMiB", { Double($0.peakBytes) / 1_048_576 }),
    ]
    for (key, figure) in columns {
      let values = runs.map(figure).sorted()
      json.key(key)
      json.beginObject()
      for (name, value) in [
        ("min", values[0]), ("median", Self.median(values)), ("max", values[values.count - 1]),
      ] {
        json.member(name, value)
      }
      json.endObject()
    }
  }
}

extension JSONWriter {
  mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// Writes a number with at most four digits behind the point.
  mutating func member(_ key: String, _ value: Double) {
    self.key(key)
    number("\((value * 10_000).rounded() / 10_000)")
  }
}
