import Audit
import DirectoryModel
import Foundation
import JSONText
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// Whole reports of small audits, in every format.
struct ReportTests {
  static let hostile = [
    "plain", "a,b;\"c\"", "line\nbreak\r\nand more", "=1+1", "\u{1B}[31m", "{0} and {name}",
    "[a](b)",
    "nul\u{0}inside", "\u{202E}gnp.exe", "e\u{301} and \u{E9}", "\u{FFFD}?", "\u{1F600}",
    "\\ / \" '",
    "'", "",
  ]

  @Test(arguments: hostile)
  func `whatever a name holds, every format stays what it is`(_ name: String) throws {
    let report = try Sample.report(
      [(.error, Sample.text("'\(name)' differs", found: name))], groupName: name)
    let json = try JSONNode(report.text(.json))
    #expect(try Schemas.audit().faults(in: json) == [])
    #expect(Array((json["findings"][0]["found"].text ?? "?").utf8) == Array(name.utf8))
    let log = try JSONNode(report.text(.sarif))
    #expect(try Schemas.sarif().faults(in: log) == [])
    #expect(SARIFCheck(log).faults == [])
    let table = try CSVTable(report.text(.csv))
    #expect(table.rows.count == 1)
    let page = report.text(.text)
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(page.split(separator: "\n").filter { $0.hasPrefix("  found") }.count == 1)
  }

  @Test func `an audit without findings is a valid report in every format`() throws {
    let report = try Sample.report([])
    let json = try JSONNode(report.text(.json))
    #expect(try Schemas.audit().faults(in: json) == [])
    #expect(json["verdict"].text == "aligned")
    #expect(json["findings"].kind == .array)
    let log = try JSONNode(report.text(.sarif))
    #expect(try Schemas.sarif().faults(in: log) == [])
    #expect(log["runs"][0]["results"].kind == .array)
    #expect(report.text(.csv) == CSVReport.columns.joined(separator: ",") + "\r\n")
    #expect(
      report.text(.text) == """
        ALIGNED: the groups of the application agree with the tenant

        tenant  export.zip  test, complete
        local   app.db  test, complete
        policy  mirror  The application's groups hold exactly the members of the tenant's groups of the same
                name.

                     tenant      local
        users             0          0
        groups            1          1
        memberships       0          0

        1 group compared: 0 memberships agree, 0 missing, 0 extra, 0 undetermined

        """)
  }

  @Test func `pieces joined are the whole, in each format`() throws {
    let sayings: [Sample.Saying] = (0..<30).map { number in
      (.warning, Sample.text("finding \(number)", found: String(repeating: "x", count: 40_000)))
    }
    let report = try Sample.report(sayings)
    var pieces: [ReportFormat: [[UInt8]]] = [:]
    report.write(ReportFormat.allCases) { pieces[$0, default: []].append($1) }
    for format in ReportFormat.allCases {
      #expect(Array((pieces[format] ?? []).joined()) == Array(report.text(format).utf8))
    }
    #expect((pieces[.json] ?? []).count > 1)
  }

  @Test func `a sink that fails ends the writing`() throws {
    let report = try Sample.report([(.note, Sample.text("a"))])
    var calls = 0
    #expect(throws: SampleError.noPolicy) {
      try report.write(ReportFormat.allCases) { _, _ in
        calls += 1
        throw SampleError.noPolicy
      }
    }
    #expect(calls == 1)
  }

  @Test func `people are told twenty findings and how many more there are`() throws {
    let sayings: [Sample.Saying] =
      (0..<23).map { (.warning, Sample.text("finding \($0)")) } + [(.note, Sample.text("remark"))]
    let page = try Sample.report(sayings).text(.text)
    #expect(page.split(separator: "\n").filter { $0.hasPrefix("warning: ") }.count == 20)
    #expect(
      page.contains(
        "\n4 more findings are not told here; '--out FOLDER' writes all of them as JSON, CSV and "
          + "SARIF\n"))
    #expect(page.hasPrefix("DIFFERS: 0 errors, 23 warnings, 1 note\n"))
  }

  @Test func `notes alone are counted and leave the verdict aligned`() throws {
    let page = try Sample.report([(.note, Sample.text("remark"))]).text(.text)
    #expect(page.hasPrefix("ALIGNED: "))
    #expect(!page.contains("The worst findings"))
    #expect(page.contains("\n1 finding is not told here; "))
    #expect(page.contains("\n      1  note     test.raa                      Says something.\n"))
  }

  @Test func `rules are counted by their weight, then by their names`() throws {
    let severities: [Severity] = [.note, .warning, .error, .note, .error, .warning]
    let page = try Sample.report(severities.map { ($0, Sample.text("a")) }).text(.text)
    let start = try #require(page.range(of: "Findings by rule\n")).upperBound
    let rows = page[start...].split(separator: "\n").map { $0.split(separator: " ").prefix(3) }
    #expect(
      rows.map { $0.joined(separator: " ") } == [
        "1 error test.rac", "1 error test.rae", "1 warning test.rab", "1 warning test.raf",
        "1 note test.raa", "1 note test.rad",
      ])
  }

  @Test(arguments: [0, 1, 74, 75, 76, 100])
  func `a place stands beside its statement while there is room`(length: Int) throws {
    let place = String(repeating: "é", count: length)
    let page = try Sample.report([(.error, Sample.text("a", place: place))]).text(.text)
    let together = "  tenant      a group  (\(place))\n"
    let apart = "  tenant      a group\n              (\(place))\n"
    let alone = "  tenant      a group\n  local       no group\n"
    #expect(page.contains(length == 0 ? alone : length <= 75 ? together : apart))
    #expect(!page.contains("()"))
  }

  /// How many accounts a cut list of people leaves open, and how that is told.
  static let open: [(count: Int, told: String)] = [
    (0, ""), (1, " (1 possible finding)"), (2, " (2 possible findings)"),
    (30, " (30 possible findings)"),
  ]

  @Test(arguments: open)
  func `what stays open is told with the number of findings that it may hide`(
    _ row: (count: Int, told: String)
  ) throws {
    var unit: UInt32 = 0
    var builder = SmallSnapshot.begin(.tenant, &unit)
    builder.setState(of: .user, to: .bounded(999))
    let tenant = builder.finish()
    builder = SmallSnapshot.begin(.local, &unit)
    for number in 0..<row.count {
      let account = builder.object(.integer(Int64(number)), kind: .user)
      var record = ObjectRecord(kind: .user)
      record.principalName = builder.names.intern("user \(number)")
      builder.record(account, record, at: Place(unit: unit, position: 1))
    }
    let local = builder.finish()
    let policy = try #require(try policy(named: "mirror"))
    let product = ProductFacts(name: "test")
    let matching = match(tenant: tenant, local: local, policy: policy, product: product)
    let result = audit(
      tenant: tenant, local: local, policy: policy, matching: matching, product: product)
    let page = Report(result, version: "1", command: []).text(.text)
    #expect(page.hasPrefix("UNDETERMINED: "))
    #expect(
      page.contains(
        "\nCould not be assessed\n  the list of all users of the tenant side is bounded(999)"
          + "\(row.told)\n    affects identity.departed, identity.unmatched\n"))
  }

  @Test func `the first finding's explanation is a command`() throws {
    let report = try Sample.report(
      [(.error, Sample.text("it differs"))],
      explanation: ["rollcall", "explain", "--tenant", "my export.zip"])
    let fingerprint = report.result.fingerprints[0].prefix(12)
    #expect(
      report.text(.text).hasSuffix(
        """
        The first finding explained; any other by its own fingerprint
          rollcall explain \\
            --tenant 'my export.zip' \\
            --finding \(fingerprint)

        """))
  }

  @Test func `one finding is told whole`() throws {
    let report = try Sample.report([(.error, Sample.text("'Sales' differs"))])
    let page = report.text(.text)
    let start = try #require(page.range(of: "The worst findings"))
    #expect(
      String(page[start.lowerBound...]) == """
        The worst findings

        error: 'Sales' differs  [test.raa]
          expected    something
          found       something else
          tenant      a group  (export.zip!groups.json@12)
          local       no group
          because     second cause
          to do       mend it
          fingerprint \(report.result.fingerprints[0].prefix(12))

        Findings by rule
              1  error    test.raa                      Says something.

        """)
  }

  @Test func `SARIF points at the entry and the byte`() throws {
    let report = try Sample.report([(.error, Sample.text("a {name}"))], command: ["rollcall", "x"])
    let run = try JSONNode(report.text(.sarif))["runs"][0]
    let result = run["results"][0]
    #expect(result["message"]["text"].text == "a {{name}}")
    let place = result["locations"][0]["physicalLocation"]
    #expect(place["region"]["byteOffset"].number == 12)
    #expect(place["artifactLocation"]["uri"].text == "/groups.json")
    let artifact = run["artifacts"][place["artifactLocation"]["index"].number ?? -1]
    #expect(artifact["parentIndex"].number == 0)
    #expect(run["artifacts"][0]["location"]["uri"].text == "export.zip")
    #expect(result["locations"].items.count == 1)
    #expect(run["invocations"][0]["arguments"].items.map(\.text) == ["x"])
  }

  @Test func `rows of a table are named, for they are no bytes of a file`() throws {
    let report = try Sample.report(
      [(.error, Sample.text("a", place: "app.db!groups:12"))])
    let location = try JSONNode(report.text(.sarif))["runs"][0]["results"][0]["locations"][0]
    #expect(location["physicalLocation"]["artifactLocation"]["uri"].text == "app.db")
    #expect(!location["physicalLocation"]["region"].exists)
    #expect(location["logicalLocations"][0]["fullyQualifiedName"].text == "groups:12")
  }

  @Test func `objects are named on both sides in JSON and in the table`() throws {
    let report = try Sample.report([(.error, Sample.text("a"))])
    let finding = try JSONNode(report.text(.json))["findings"][0]
    let record = try #require(CSVTable(report.text(.csv)).records.first)
    #expect(finding["group"]["tenantId"].text == record["groupTenantId"])
    #expect(finding["group"]["localId"].text == "1")
    #expect(record["groupLocalId"] == "1")
    #expect(record["groupName"] == "Sales")
    #expect(finding["principal"].isNull)
    #expect(record["principalTenantId"] == "")
    #expect(record["explanation"] == "first cause\nsecond cause")
    #expect(record["evidence"] == "tenant export.zip!groups.json@12: a group\nlocal: no group")
  }
}
