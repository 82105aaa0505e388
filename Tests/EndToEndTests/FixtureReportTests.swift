import TestSupport
import Testing

/// The committed reports of the fixtures, made by the built program from the package's folder.
struct FixtureReportTests {
  static let formats = [("text", "txt"), ("json", "json"), ("csv", "csv"), ("sarif", "sarif")]

  private func report(_ product: ProductFixture, _ format: String) throws -> Finished {
    try rollcall(
      ["audit"] + product.words + ["--format", format], in: Repository.root,
      environment: ["LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "NO_COLOR": "1"])
  }

  @Test(arguments: ProductFixture.all)
  func `every product's reports are those that are committed`(_ product: ProductFixture) throws {
    for (format, suffix) in Self.formats {
      let finished = try report(product, format)
      #expect(finished.standardError == "")
      #expect(finished.exitCode == 1)
      try expectGolden(finished.standardOutput, at: "reports/\(product.name)/audit.\(suffix)")
    }
  }

  @Test(arguments: ProductFixture.all)
  func `a second process writes the same bytes`(_ product: ProductFixture) throws {
    for (format, _) in Self.formats {
      let again = try rollcall(
        ["audit"] + product.words + ["--format", format], in: Repository.root)
      #expect(try report(product, format) == again)
    }
  }

  @Test(arguments: ProductFixture.all)
  func `every report in JSON keeps to its schema`(_ product: ProductFixture) throws {
    let text = try report(product, "json").standardOutput
    #expect(try Schemas.audit().faults(in: JSONNode(text)) == [])
  }

  @Test(arguments: ProductFixture.all)
  func `every report in SARIF keeps to the standard`(_ product: ProductFixture) throws {
    let log = try JSONNode(report(product, "sarif").standardOutput)
    #expect(try Schemas.sarif().faults(in: log) == [])
    #expect(SARIFCheck(log).faults == [])
  }

  @Test(arguments: ProductFixture.all)
  func `the formats tell of the same findings in the same order`(_ product: ProductFixture) throws {
    let json = try JSONNode(report(product, "json").standardOutput)
    let table = try CSVTable(report(product, "csv").standardOutput)
    let sarif = try JSONNode(report(product, "sarif").standardOutput)
    let fingerprints = json["findings"].items.map { $0["fingerprint"].text ?? "" }
    #expect(!fingerprints.isEmpty)
    #expect(Set(fingerprints).count == fingerprints.count)
    #expect(table.column("fingerprint") == fingerprints)
    #expect(
      sarif["runs"][0]["results"].items.map { $0["partialFingerprints"]["rollcall/v1"].text ?? "" }
        == fingerprints)
    #expect(table.column("message") == json["findings"].items.map { $0["message"].text ?? "" })
  }

  @Test(arguments: ProductFixture.all)
  func `totals agree with what is listed`(_ product: ProductFixture) throws {
    let report = try JSONNode(report(product, "json").standardOutput)
    let (totals, findings) = (report["totals"], report["findings"].items)
    for (severity, key) in [("error", "errors"), ("warning", "warnings"), ("note", "notes")] {
      #expect(findings.filter { $0["severity"].text == severity }.count == totals[key].number)
    }
    for key in ["matched", "missing", "extra", "unknown"] {
      #expect(
        report["groups"].items.reduce(0) { $0 + ($1[key].number ?? 0) } == totals[key].number)
    }
    #expect(
      report["groups"].items.filter { $0["link"].text != nil }.count
        == totals["pairedGroups"].number)
  }

  @Test(arguments: ProductFixture.all)
  func `lines for people fit into a window unless one word alone does not`(
    _ product: ProductFixture
  ) throws {
    let lines = try report(product, "text").standardOutput.split(separator: "\n")
    let long = lines.filter { $0.unicodeScalars.count > 100 }
    #expect(long.filter { $0.trimmingPrefix(while: { $0 == " " }).contains(" ") } == [])
  }
}
