import Audit
import DirectoryModel
import Replay
import SyncSemantics

/// The audit behind the expectation `findings` of scenarios.
enum ScenarioFindings {
  /// The names of all rules.
  static let names = Rule.all.map(\.id)

  /// The rules that find something in a state, each once, in the order of their bytes.
  static let rules: @Sendable (World, Policy) -> [String] = { world, policy in
    let (tenant, local) = (world.tenant.directory(), world.visibleLocal.directory())
    let product = ProductFacts(name: "scenario")
    let links = world.links.filter(\.isStated).map { link in
      Link(
        tenantGroup: .objectID(tenant.guids[Int(link.tenantGroup)]),
        localGroup: .key(local.keyText(link.localGroup)), direction: link.direction, place: "")
    }
    let matching = match(
      tenant: tenant, local: local, policy: policy, product: product, links: links, aliases: [],
      selection: nil)
    let result = audit(
      tenant: tenant, local: local, policy: policy, matching: matching, product: product)
    var rules: [String] = []
    for finding in result.findings {
      let id = result.rules[Int(finding.rule)].id
      if !rules.contains(id) { rules.append(id) }
    }
    return rules.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
