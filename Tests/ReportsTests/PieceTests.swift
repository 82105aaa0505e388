import Audit
import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// Reports that two threads write piece by piece.
struct PieceTests {
  /// Findings of which each has an entry of its own in the archive.
  static func sayings(_ count: Int) -> [Sample.Saying] {
    (0..<count).map { number in
      let severities: [Severity] = [.error, .warning, .note]
      return (
        severities[number % 3],
        Sample.text("finding \(number)", place: "export.zip!part\(number % 4).json@\(number)")
      )
    }
  }

  /// Everything that is written, one text for each format.
  static func texts(_ report: Report, pieceSize: Int) -> [String] {
    var texts = [[UInt8]](repeating: [], count: ReportFormat.allCases.count)
    report.write(ReportFormat.allCases, pieceSize: pieceSize) { format, bytes in
      for (index, other) in ReportFormat.allCases.enumerated() where other == format {
        texts[index] += bytes
      }
    }
    return texts.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: 0...9)
  func `the bytes do not depend on how many findings are in a piece`(_ count: Int) throws {
    let report = try Sample.report(Self.sayings(count))
    let whole = Self.texts(report, pieceSize: 100)
    for size in 1...5 { #expect(Self.texts(report, pieceSize: size) == whole) }
    #expect(ReportFormat.allCases.map { report.text($0) } == whole)
  }

  @Test(arguments: 1...9)
  func `every finding stands in every report once and in order`(_ count: Int) throws {
    let report = try Sample.report(Self.sayings(count))
    let expected = report.result.findings.map { report.result.text($0).message }
    let texts = Self.texts(report, pieceSize: 2)
    let (json, log) = (try JSONNode(texts[1]), try JSONNode(texts[3]))
    #expect((0..<count).map { json["findings"][$0]["message"].text } == expected)
    #expect(
      (0..<count).map { log["runs"][0]["results"][$0]["message"]["text"].text } == expected)
    #expect(try CSVTable(texts[2]).rows.map { $0[2] } == expected)
    #expect(SARIFCheck(log).faults == [])
  }

  @Test func `an error of the sink ends the writing`() throws {
    struct Full: Error {}
    let report = try Sample.report(Self.sayings(9))
    var calls = 0
    #expect(throws: Full.self) {
      try report.write([.csv], pieceSize: 1) { _, _ in
        calls += 1
        if calls == 3 { throw Full() }
      }
    }
    #expect(calls == 3)
  }

  /// A tenant and an application that share the first groups by name.
  static func directory(_ side: Side, _ names: Range<Int>) -> Directory {
    var builder = DirectoryBuilder(side: side)
    _ = builder.addSource(
      Source(
        input: side.rawValue, format: "test", sha256: "", byteCount: 7,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: side.rawValue, counting: .row))
    builder.defaultStates = (.complete, .complete)
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    for number in names {
      let group =
        side == .tenant
        ? builder.object(GUID(high: 1, low: UInt64(number)))
        : builder.object(.integer(Int64(number)), kind: .group)
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern("Team \(number)")
      builder.record(group, record, at: Place(unit: unit, position: 1))
    }
    return builder.finish()
  }

  /// Numbers of groups on both sides: none, one, and both sides of a piece's end.
  static let sizes = [0, 1, 2, 2_048, 2_049, 2_050, 4_097, 4_098, 5_000]

  @Test(arguments: sizes)
  func `every group has its row, pairs before those that stand alone`(_ count: Int) throws {
    let tenant = Self.directory(.tenant, 0..<count)
    let local = Self.directory(.local, 10..<(count + 10))
    let policy = try #require(try policy(named: "mirror"))
    let product = ProductFacts(name: "test")
    let matching = match(tenant: tenant, local: local, policy: policy, product: product)
    let report = Report(
      audit(
        tenant: tenant, local: local, policy: policy, matching: matching, product: product,
        rules: []), version: "1.2.3", command: ["rollcall", "audit"])
    let groups = try JSONNode(report.text(.json))["groups"]
    let rows = GroupRows(report.result)
    #expect(groups.items.count == rows.count)
    #expect(
      groups.items.prefix(max(0, count - 10)).map { $0["group"]["name"].text }
        == (10..<max(10, count)).map { "Team \($0)" })
    let lone = groups.items.dropFirst(max(0, count - 10)).map { $0["status"].text ?? "" }
    #expect(lone == lone.sorted())
  }
}
