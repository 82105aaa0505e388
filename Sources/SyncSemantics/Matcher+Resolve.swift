import DirectoryModel
import Memory

extension Matcher {
  /// Pairs the groups of one rung: what is unique on both sides, then what the members decide.
  ///
  /// What neither decides is refused: both sides are listed as ambiguous. A local group whose
  /// every candidate went to another one is that one's double.
  func resolve(_ edges: [GroupEdge]) {
    if edges.isEmpty { return closeDecided() }
    var open: [GroupEdge] = []
    for edge in edges where matching.tenantOfLocal[Int(edge.local)] == noObject {
      let holder = matching.localOfTenant[Int(edge.tenant)]
      if holder == noObject { open.append(edge) }
    }
    pairUnrivalled(open)
    markDoubles(edges)
    closeDecided()
  }

  /// Pairs what nothing else of a rung contests, and lets the members decide the rest.
  private func pairUnrivalled(_ open: [GroupEdge]) {
    if open.count < 2 {
      for edge in open { pairGroups(edge) }
      return
    }
    var perTenant = [UInt16](tenant.objectCount, of: 0)
    var perLocal = [UInt16](local.objectCount, of: 0)
    for edge in open {
      perTenant[Int(edge.tenant)] = min(perTenant[Int(edge.tenant)] + 1, 1_000)
      perLocal[Int(edge.local)] = min(perLocal[Int(edge.local)] + 1, 1_000)
    }
    var tied: [GroupEdge] = []
    for edge in open {
      if perTenant[Int(edge.tenant)] == 1, perLocal[Int(edge.local)] == 1 {
        pairGroups(edge)
      } else {
        tied.append(edge)
      }
    }
    if tied.isEmpty { return }
    for component in components(of: tied) { decideByMembers(component) }
  }

  /// Lets the members choose: best agreement first, as long as it is decisive on both sides.
  private func decideByMembers(_ tied: [GroupEdge]) {
    var rivals = tied.map { (edge: $0, agreement: agreement($0.local, $0.tenant)) }
    // So many namesakes are no evidence of anything, and every pair of them would be weighed.
    while rivals.count <= Self.mostRivals, reasonNotToWeigh(rivals.map(\.agreement)) == nil {
      let winners = rivals.filter { isDecisive($0, among: rivals) }
      if winners.isEmpty { break }
      for winner in winners { pairGroups(winner.edge) }
      rivals.removeAll {
        matching.tenantOfLocal[Int($0.edge.local)] != noObject
          || matching.localOfTenant[Int($0.edge.tenant)] != noObject
      }
      // What has one way left takes it: every other one was decided.
      let single = rivals.filter { rival in
        rivals.filter { $0.edge.local == rival.edge.local }.count == 1
          && rivals.filter { $0.edge.tenant == rival.edge.tenant }.count == 1
      }
      for rival in single { pairGroups(rival.edge) }
      rivals.removeAll { matching.tenantOfLocal[Int($0.edge.local)] != noObject }
    }
    for rival in rivals {
      groups.contested[rival.edge.tenant, default: []].append(rival.edge.local)
    }
    var candidates: [ObjectIndex: [ObjectIndex]] = [:]
    for rival in rivals { candidates[rival.edge.local, default: []].append(rival.edge.tenant) }
    let reason = reasonNotToWeigh(rivals.map(\.agreement))
    for (local, originals) in candidates {
      groups.lone[local] = reason.map { .cannotSay($0) } ?? .ambiguous(originals.sorted())
    }
  }

  /// Why members may not choose between groups; `nil` when all of them are known and were looked
  /// at, and everybody's account is known.
  func reasonNotToWeigh(_ agreements: [Agreement?]) -> String? {
    if tenant.state(of: .user).isCut || agreements.contains(where: { $0?.isWhole == false }) {
      return Self.cutLists
    }
    return agreements.contains(where: { $0 == nil }) ? Self.longLists : nil
  }

  /// Why members could not choose.
  static let cutLists = "lists that would tell groups apart are incomplete"
  static let longLists = "lists that would tell groups apart are too long to compare"

  /// Whether a group has no partner because members could not choose.
  static func isUndecided(_ reason: Loneliness?) -> Bool {
    reason == .cannotSay(cutLists) || reason == .cannotSay(longLists)
  }

  /// Ties with more ways than this are refused unweighed.
  static let mostRivals = Matching.mostNamesakes

  /// Puts edges together that share a group, directly or through others.
  private func components(of edges: [GroupEdge]) -> [[GroupEdge]] {
    var byLocal: [ObjectIndex: [Int]] = [:]
    var byTenant: [ObjectIndex: [Int]] = [:]
    for (index, edge) in edges.enumerated() {
      byLocal[edge.local, default: []].append(index)
      byTenant[edge.tenant, default: []].append(index)
    }
    var isSeen = [Bool](edges.count, of: false)
    var components: [[GroupEdge]] = []
    for start in edges.indices where !isSeen[start] {
      var (queue, head) = ([start], 0)
      isSeen[start] = true
      while head < queue.count {
        let edge = edges[queue[head]]
        head += 1
        // Taken out, so that a group that many edges share is walked once.
        let near =
          (byLocal.removeValue(forKey: edge.local) ?? [])
          + (byTenant.removeValue(forKey: edge.tenant) ?? [])
        for index in near where !isSeen[index] {
          isSeen[index] = true
          queue.append(index)
        }
      }
      components.append(queue.map { edges[$0] })
    }
    return components
  }

  private func isDecisive(
    _ rival: (edge: GroupEdge, agreement: Agreement?),
    among rivals: [(edge: GroupEdge, agreement: Agreement?)]
  ) -> Bool {
    rivals.allSatisfy {
      ($0.edge.local == rival.edge.local) == ($0.edge.tenant == rival.edge.tenant)
        || Agreement.isDecisive(rival.agreement, over: $0.agreement)
    }
  }

  /// Of several originals of a double the one with the smallest identifier is named.
  private func markDoubles(_ edges: [GroupEdge]) {
    var originals: [ObjectIndex: ObjectIndex] = [:]
    for edge in edges
    where matching.tenantOfLocal[Int(edge.local)] == noObject && groups.lone[edge.local] == nil
      && matching.localOfTenant[Int(edge.tenant)] != noObject
    {
      guard let known = originals[edge.local],
        tenant.guids[Int(known)] < tenant.guids[Int(edge.tenant)]
      else {
        originals[edge.local] = edge.tenant
        continue
      }
    }
    for (group, original) in originals {
      let holder = matching.localOfTenant[Int(original)]
      groups.lone[group] = .second(of: holder, original: original)
    }
  }
}

/// How well the people of a local and a tenant group agree.
struct Agreement: Equatable {
  /// People in both.
  let common: Int
  /// People in either, as far as they have a local account.
  let either: Int
  /// Whether none of the lists that were looked at was cut.
  var isWhole = true

  /// The Jaccard index: 1 for the same people, 0 for none in common.
  var share: Double { either == 0 ? 0 : Double(common) / Double(either) }

  /// Whether one agreement is at least twice as good as another, and good for something.
  static func isDecisive(_ one: Agreement?, over other: Agreement?) -> Bool {
    guard let one, one.common > 0 else { return false }
    return one.share >= 2 * (other?.share ?? 0)
  }
}

extension Matcher {
  /// How well a local group's people agree with those whom a tenant group brings in.
  ///
  /// `nil` when the work would be too much. Takes time in proportion to both groups.
  func agreement(_ copy: ObjectIndex, _ original: ObjectIndex) -> Agreement? {
    let people = peopleOfCopy(copy)
    var isWhole = !local.members.state(of: copy).isCut
    guard let expected = expectedPeople(original, &isWhole) else { return nil }
    stamps.clear()
    for person in expected { stamps.insert(person) }
    let common = people.count { stamps.contains($0) }
    return Agreement(
      common: common, either: people.count + expected.count - common, isWhole: isWhole)
  }

  /// The people behind the members of a local group, each once.
  func peopleOfCopy(_ copy: ObjectIndex) -> [ObjectIndex] {
    stamps.clear()
    var people: [ObjectIndex] = []
    for member in local.members.list(of: copy) {
      let person = personOfLocal[Int(member)]
      guard person != noObject, local.kinds[Int(member)] != .group, !stamps.contains(person)
      else { continue }
      stamps.insert(person)
      people.append(person)
    }
    return people
  }

  /// The people whom a tenant group brings in by the policy's nesting and who have an account.
  ///
  /// Takes `isWhole` back where a list on the way was cut.
  func expectedPeople(_ original: ObjectIndex, _ isWhole: inout Bool) -> [ObjectIndex]? {
    let isTransitive = policy.members.nesting == .transitive
    stamps.clear()
    stamps.insert(original)
    var (people, queue, head) = ([ObjectIndex](), [original], 0)
    while head < queue.count {
      let list = tenant.members.list(of: queue[head])
      if tenant.members.state(of: queue[head]).isCut { isWhole = false }
      head += 1
      budget -= list.count
      guard budget > 0 else { return nil }
      for member in list where !stamps.contains(member) {
        stamps.insert(member)
        if tenant.kinds[Int(member)] == .group {
          if isTransitive { queue.append(member) }
        } else if matching.localOfTenant[Int(member)] != noObject {
          people.append(member)
        }
      }
    }
    return people
  }
}
