import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

struct AzureHoundSamplesTests {
  static let samples = [
    "azurehound-v2.0.5-list.json", "azurehound-v2.4.1-list.json", "azurehound-v3.1.0-list.json",
    "azurehound-v3.1.0-stdout.jsonl", "small.json",
  ]

  private func read(_ sample: String) throws -> Directory {
    try readTenant([Fixture.path("tenants/azurehound/\(sample)")])
  }

  @Test(arguments: samples)
  func `a sample is read as its list of facts says`(_ sample: String) throws {
    let directory = try Hound.read([(sample, Fixture.bytes("tenants/azurehound/\(sample)"))])
    let source = directory.sources[0]
    let facts = directory.facts(Set(Facts.allCases)).map {
      $0.replacing(source.input, with: sample)
    }
    let head = [
      "format \(source.format), \(source.byteCount) bytes, \(source.completeness.label)",
      "sha256 \(source.sha256)",
    ]
    try expectGolden(
      (head + facts).joined(separator: "\n") + "\n",
      at: "fixtures/tenants/azurehound/expected/\(sample).txt")
  }

  @Test func `versions 2.0.5 and 2.4.1 say the same of the lab tenant`() throws {
    let shown: Set<Facts> = [.objects, .lists, .states, .capabilities, .tenant]
    #expect(
      try read("azurehound-v2.0.5-list.json").facts(shown)
        == read("azurehound-v2.4.1-list.json").facts(shown))
  }

  @Test func `version 3 loses the case of names, and of nested groups' names not even that`()
    throws
  {
    let old = try read("azurehound-v2.4.1-list.json")
    let new = try read("azurehound-v3.1.0-list.json")
    #expect(old.capabilities.symmetricDifference(new.capabilities) == .nameCase)
    for object in old.groups + old.users + old.devices {
      let twin = try #require(new.find(old.guids[Int(object)]))
      let (before, after) = (old.displayName(object), new.displayName(twin))
      let upper = LetterCase.upper(Array(before.utf8))
      #expect(Array(after.utf8) == upper || after == before)
      #expect(old.members.state(of: object) == new.members.state(of: twin))
      #expect(
        old.members.list(of: object).map { old.guids[Int($0)] }
          == new.members.list(of: twin).map { new.guids[Int($0)] })
    }
    let sales = try #require(old.groups.first { old.displayName($0) == "sg-Sales-EMEA" })
    #expect(new.displayName(try #require(new.find(old.guids[Int(sales)]))) == "sg-Sales-EMEA")
  }

  @Test func `standard output says the same as the file, but never that it was all`() throws {
    let file = try read("azurehound-v3.1.0-list.json")
    let lines = try read("azurehound-v3.1.0-stdout.jsonl")
    let shown: Set<Facts> = [.objects, .lists, .capabilities, .tenant]
    #expect(file.facts(shown) == lines.facts(shown))
    let reason = Completeness.partial("records of standard output have no end mark")
    for kind in [ObjectKind.user, .group, .device, .servicePrincipal] {
      #expect(file.state(of: kind) == .complete)
      #expect(lines.state(of: kind) == reason)
    }
  }

  @Test(arguments: samples, [33, 100, 4096])
  func `the size of the window changes nothing`(_ sample: String, _ window: Int) throws {
    let bytes = try Fixture.bytes("tenants/azurehound/\(sample)")
    let shown = Set(Facts.allCases)
    #expect(
      try Hound.readStream(bytes[...], window: window, block: window / 3).facts(shown)
        == Hound.readStream(bytes[...]).facts(shown))
  }

  @Test(arguments: samples)
  func `a cut sample is refused or never claims more than it shows`(_ sample: String) throws {
    let bytes = try Fixture.bytes("tenants/azurehound/\(sample)")
    let whole = try Hound.readStream(bytes[...]).claims
    for cut in Self.places(in: bytes.count) {
      let directory = try Hound.readStream(bytes[..<cut])
      for (list, entries) in directory.claims where whole[list] != entries {
        Issue.record("cut at \(cut), \(list) is complete with \(entries)")
        return
      }
      if cut > 0 && cut < bytes.count - 1 {
        #expect(directory.sources[0].completeness != .complete, "cut at \(cut)")
      }
    }
  }

  /// Where samples are cut: at every byte; without optimisation, where that takes minutes, the large
  /// ones at 150 places and in their last 200 bytes.
  private static func places(in count: Int) -> [Int] {
    #if DEBUG
    guard count > 8 << 10 else { return Array(0..<count) }
    return (0..<150).map { $0 * (count - 200) / 150 } + Array((count - 200)..<count)
    #else
    return Array(0..<count)
    #endif
  }
}
