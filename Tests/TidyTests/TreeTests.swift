import TestSupport
import Testing

/// The rules of the house, held against this working copy.
struct TreeTests {
  let tree: Tree
  let sources: [SourceText]

  init() throws { (tree, sources) = (try Tree.here.get(), try Tree.sources.get()) }

  @Test(arguments: SourceRule.all)
  func `every source file keeps the rule`(_ rule: SourceRule) throws {
    expectNothing(sources.flatMap(rule.check).map(\.description))
  }

  @Test func `modules import only modules above them`() throws {
    let manifest = Manifest(String(decoding: try tree.bytes("Package.swift"), as: UTF8.self))
    #expect(manifest.modules.count > 10)
    expectNothing(sources.flatMap(manifest.checkImports).map(\.description))
  }

  @Test func `the top of the tree holds what the design allows`() {
    expectNothing(TreeRules.checkTopLevel(tree.paths))
  }

  @Test func `every fixture has a line in a README`() throws {
    expectNothing(
      try TreeRules.checkFixtures(tree.paths) { path in
        String(decoding: try tree.bytes(path), as: UTF8.self)
      })
  }

  @Test func `the share of tests does not fall below what was reached`() throws {
    let scenarios = tree.paths.filter {
      $0.hasPrefix("fixtures/scenarios/") && $0.hasSuffix(".yaml")
    }
    let lines = try scenarios.map { path in
      (path, try tree.bytes(path).count { $0 == UInt8(ascii: "\n") })
    }
    expectNothing(TreeRules.checkVolume(sources.map { ($0.path, $0.lines.count) } + lines))
  }

  @Test func `no file names a folder of one machine`() throws {
    expectNothing(
      try tree.paths.flatMap { TreeRules.checkMachinePaths($0, try tree.bytes($0)) })
  }

  @Test func `every rule of the installed formatter is decided on`() throws {
    let configured = try JSONNode(String(decoding: try tree.bytes(".swift-format"), as: UTF8.self))
    let dumped = try run("swift", ["format", "dump-configuration"])
    #expect(dumped.exitCode == 0, "\(dumped)")
    let installed = try JSONNode(dumped.standardOutput)["rules"].keys
    #expect(installed.count > 30)
    expectNothing(
      TreeRules.checkFormatter(configured: configured["rules"].keys, installed: installed))
  }
}

/// Records every complaint as a failure of its own.
private func expectNothing(
  _ complaints: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  for complaint in complaints { Issue.record("\(complaint)", sourceLocation: sourceLocation) }
}
