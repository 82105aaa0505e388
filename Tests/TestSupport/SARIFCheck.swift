/// What SARIF 2.1.0 demands of a log and a JSON Schema cannot say.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os; the sections are named.
package struct SARIFCheck {
  /// Every demand that is not met, or none.
  package private(set) var faults: [String] = []
  private let run: JSONNode

  package init(_ log: JSONNode) {
    run = log["runs"][0]
    if log["runs"].items.count != 1 { faults.append("not one run") }
    checkRules()
    checkArtifacts()
    for (number, result) in run["results"].items.enumerated() { check(result, number) }
    checkBaseline()
  }

  private mutating func expect(_ isMet: Bool, _ demand: String) {
    if !isMet { faults.append(demand) }
  }

  /// 3.19.23: no two rules are equal; 3.49.3: each has a stable identifier.
  private mutating func checkRules() {
    let identifiers = run["tool"]["driver"]["rules"].items.map { $0["id"].text ?? "" }
    expect(Set(identifiers).count == identifiers.count, "3.19.23: two rules of one identifier")
    expect(!identifiers.contains(""), "3.49.3: a rule without an identifier")
  }

  /// 3.24: files have addresses, digests are lower-case hexadecimal, entries have parents.
  private mutating func checkArtifacts() {
    let artifacts = run["artifacts"].items
    let addresses = artifacts.map { "\($0["parentIndex"].number ?? -1) \(uri($0["location"]))" }
    expect(Set(addresses).count == addresses.count, "3.14.15: one file is listed twice")
    for (number, artifact) in artifacts.enumerated() {
      expect(!uri(artifact["location"]).isEmpty, "3.24.2: artifact \(number) has no address")
      if let parent = artifact["parentIndex"].number {
        expect(parent < number && parent >= 0, "3.24.3: artifact \(number) has no parent")
        expect(
          uri(artifact["location"]).hasPrefix("/"),
          "3.24.2: artifact \(number) is no path from a root")
      } else {
        let digest = artifact["hashes"]["sha-256"].text ?? ""
        let isHex = digest.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        expect(digest.utf8.count == 64 && isHex, "3.24.11: artifact \(number) has no digest")
      }
    }
  }

  private mutating func check(_ result: JSONNode, _ number: Int) {
    let rule = run["tool"]["driver"]["rules"][result["ruleIndex"].number ?? -1]
    let isGone = result["baselineState"].text == "absent"
    if !isGone || result["ruleIndex"].exists {
      expect(rule["id"].text == result["ruleId"].text, "3.27.6: result \(number) names no rule")
      expect(
        rule["defaultConfiguration"]["level"].text == result["level"].text,
        "3.27.10: result \(number) has another level than its rule")
    }
    expect(
      !(result["message"]["text"].text ?? "").isEmpty, "3.27.11: result \(number) says nothing")
    expect(
      Self.bracesArePaired(result["message"]["text"].text ?? ""),
      "3.11.5: result \(number) has a placeholder")
    let print = result["partialFingerprints"]["rollcall/v1"].text ?? ""
    expect(print.utf8.count == 32, "3.27.17: result \(number) has no fingerprint")
    for location in result["locations"].items { checkPlace(location, number) }
  }

  /// 3.4.5: an index names the file that the address names; 3.30: a region says where.
  private mutating func checkPlace(_ location: JSONNode, _ number: Int) {
    let physical = location["physicalLocation"]
    let file = physical["artifactLocation"]
    if let index = file["index"].number {
      expect(
        uri(run["artifacts"][index]["location"]) == uri(file),
        "3.4.5: result \(number) names artifact \(index) by another address")
    }
    expect(!uri(file).isEmpty, "3.29.3: result \(number) points nowhere")
    if physical["region"].exists {
      expect(physical["region"].keys.count == 1, "3.30.4: result \(number) has an odd region")
    }
  }

  /// 3.27.24: with a baseline every result has a state, without one none has.
  private mutating func checkBaseline() {
    let states = run["results"].items.map { $0["baselineState"].exists }
    expect(Set(states).count <= 1, "3.27.24: only some results have a state")
  }

  private func uri(_ location: JSONNode) -> String { location["uri"].text ?? "" }

  private static func bracesArePaired(_ text: String) -> Bool {
    for brace in [UInt8(ascii: "{"), UInt8(ascii: "}")] {
      let runs = text.utf8.split(omittingEmptySubsequences: true) { $0 != brace }
      if runs.contains(where: { !$0.count.isMultiple(of: 2) }) { return false }
    }
    return true
  }
}
