import Files
package import SyncSemantics
import YAMLText

/// The policies that scenarios name, each read once.
package struct ScenarioPolicies: Sendable {
  private var known: [String: Policy] = [:]

  package init() {}

  /// The policy of a scenario: a built-in one, a file beside the scenario, or an altered one.
  ///
  /// - Throws: an error at the place where the policy is named, or a mistake in its file.
  package mutating func policy(for scenario: Scenario) throws -> Policy {
    let base = try policy(named: scenario.policy.name, beside: scenario.file)
    guard case .altered(_, let decisions) = scenario.policy else { return base }
    return try base.altered(by: decisions)
  }

  private mutating func policy(named name: ScenarioName, beside file: String) throws -> Policy {
    let isFile = name.text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    let key = isFile ? folder(of: file) + name.text : name.text
    if let policy = known[key] { return policy }
    let policy: Policy
    if isFile {
      let text = String(decoding: try FileReader.contents(of: key), as: UTF8.self)
      policy = try Policy.read(text: text, file: key)
    } else if let builtIn = try SyncSemantics.policy(named: name.text) {
      policy = builtIn
    } else {
      throw name.place.error(
        found: "'\(name.text)'", expected: "the name of a built-in policy, or a file",
        hint: Policy.builtInName(near: name.text).map { "did you mean '\($0)'?" })
    }
    known[key] = policy
    return policy
  }
}

/// The folder of a file with its final slash, empty for the current one.
func folder(of file: String) -> String {
  guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
  return String(file[...slash])
}
