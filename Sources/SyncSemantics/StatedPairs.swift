package import DirectoryModel

/// The pairs of groups that links alone state, and the links that name no single group on a side.
///
/// Pairs stand in the order of tenant numbers, broken links in their own. Takes time in
/// proportion to both sides, and to groups for each link that gives a name.
package func statedPairs(
  tenant: Directory, local: Directory, policy: Policy, product: ProductFacts, links: [Link]
) -> (pairs: [Pair], broken: [Link]) {
  guard !links.isEmpty else { return ([], []) }
  let matcher = Matcher(tenant: tenant, local: local, policy: policy, product: product)
  matcher.chooseCandidates(nil, links: links)
  return (
    matcher.groups.pairs.sorted { $0.tenant < $1.tenant }, matcher.matching.brokenLinks
  )
}
