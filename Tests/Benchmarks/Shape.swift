import CommandSyntax

/// How the groups of a generated tenant contain each other.
enum Shape: String, CaseIterable, ArgumentValue {
  /// As in practice: sizes by a power law, a tenth of the groups nested, some cycles.
  case plain
  /// Each group contains the next; one for every 25 users.
  case chain
  /// Eight layers; each group contains all of the layer below.
  case layers
  /// One cycle of groups with 20 users each.
  case ring
  /// Five hundred groups over one with everybody.
  case huge

  /// The group that the application copies, if it copies only one.
  ///
  /// Without nesting it copies the group of everybody itself. The long list then stands at the same
  /// place of both exports: that decides how many people it names before their own records come.
  func onlyGroup(isFlat: Bool) -> Int? {
    switch self {
    case .plain: nil
    case .chain, .layers, .ring: 0
    case .huge: isFlat ? 0 : 1
    }
  }
}

/// How much there is of everything.
struct Size: ArgumentValue {
  let users: Int

  init(users: Int) { self.users = users }

  init?(argument: String) {
    switch argument {
    case "S": users = 10_000
    case "M": users = 100_000
    case "L": users = 1_000_000
    default:
      guard let count = Int(argument), count >= 100 else { return nil }
      users = count
    }
  }

  static var expectation: String { "'S', 'M', 'L' or a number of users from 100 on" }

  var argument: String { String(users) }
}

/// Who is in which group, as numbers.
struct Graph {
  let users: Int
  let groups: Int
  let devices: Int
  /// The users whom a group lists itself: `members[starts[g]..<starts[g + 1]]`.
  private(set) var starts: [Int] = [0]
  private(set) var members: [UInt32] = []
  /// The groups that a group contains.
  var children: [[UInt32]]
  var deviceMembers: [Int: [UInt32]] = [:]
  /// Groups that list a group of which the export has no record.
  var dangling: [Int: Int] = [:]

  init(_ shape: Shape, _ size: Size, isFlat: Bool, seed: UInt64) {
    users = size.users
    switch shape {
    case .plain: (groups, devices) = (users / 3, users / 2)
    case .chain: (groups, devices) = (users / 25, 0)
    case .layers: (groups, devices) = (8 * max(1, users / 400), 0)
    case .ring: (groups, devices) = (users / 20, 0)
    case .huge: (groups, devices) = (max(2, users / 2_000) + 1, 0)
    }
    children = Array(repeating: [], count: groups)
    var dice = Dice(seed: seed)
    if shape == .plain {
      fillPlain(&dice)
    } else {
      fill(shape, isFlat)
    }
    if isFlat { children = Array(repeating: [], count: groups) }
  }

  func members(of group: Int) -> ArraySlice<UInt32> { members[starts[group]..<starts[group + 1]] }

  private mutating func endGroup() { starts.append(members.count) }

  /// Fills the lists.
  ///
  /// Without nesting the group that the application copies lists itself whom it
  /// would have reached, and the others list people instead of groups, so that both tenants have as
  /// many entries and both copies as many rows.
  private mutating func fill(_ shape: Shape, _ isFlat: Bool) {
    let layer = max(1, groups / 8)
    func size(_ count: Int, _ group: Int) -> Int {
      isFlat ? (group == 0 ? groups * count : 0) : count
    }
    for group in 0..<groups {
      switch shape {
      case .plain: break
      case .chain:
        list(size(25, group), from: group * 25)
        if group + 1 < groups { children[group] = [UInt32(group + 1)] }
      case .layers:
        list(size(25, group), from: group * 25)
        let below = (group / layer + 1) * layer
        if below + layer <= groups { children[group] = (0..<layer).map { UInt32(below + $0) } }
      case .ring:
        list(size(20, group), from: group * 20)
        children[group] = [UInt32((group + 1) % groups)]
      case .huge:
        list(group == 0 ? users : 5, from: group * 5)
        if group > 0 { children[group] = [0] }
      }
      if isFlat, group != shape.onlyGroup(isFlat: true) { members += children[group] }
      endGroup()
    }
  }

  private mutating func list(_ count: Int, from first: Int) {
    for user in first..<min(users, first + count) { members.append(UInt32(user)) }
  }
}

extension Graph {
  /// Puts another user in the place of a member, in so many of 100,000 memberships.
  mutating func change(_ share: Int, _ dice: inout Dice) {
    for group in 0..<groups where group != Self.everybody % groups {
      var known = Set(members[starts[group]..<starts[group + 1]])
      for slot in starts[group]..<starts[group + 1] where dice.chance(share) {
        let user = UInt32(dice.below(users))
        guard known.insert(user).inserted else { continue }
        members[slot] = user
      }
    }
  }
}

extension Graph {
  /// The group that lists everybody.
  static let everybody = 7

  fileprivate mutating func fillPlain(_ dice: inout Dice) {
    let sizes = groupSizes(&dice)
    for group in 0..<groups {
      if group == Self.everybody % groups {
        list(users, from: 0)
      } else {
        var drawn = (0..<sizes[group]).map { _ in UInt32(dice.below(users)) }
        drawn.sort()
        for (index, user) in drawn.enumerated() where index == 0 || drawn[index - 1] != user {
          members.append(user)
        }
      }
      endGroup()
    }
    nest(sizes, &dice)
    for _ in 0..<(groups / 30) {
      let count = 1 + dice.below(59)
      deviceMembers[dice.below(groups)] = (0..<count).map { _ in UInt32(dice.below(devices)) }
    }
  }

  /// Sizes by a power law, about nine memberships for each user in all.
  private func groupSizes(_ dice: inout Dice) -> [Int] {
    let raw = (0..<groups).map { _ in dice.powerLaw(1.15) }
    let most = Double(max(users / 20, 10))
    var (low, high) = (0.0, 100.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let sum = raw.reduce(0) { $0 + min($1 * middle, most) }
      if sum < 9 * Double(users) { low = middle } else { high = middle }
    }
    return raw.map { dice.chance(5_000) ? 0 : Int(min($0 * low, most)) }
  }

  /// Makes a tenth of the groups contain others, eight levels deep, with a few ways back up.
  private mutating func nest(_ sizes: [Int], _ dice: inout Dice) {
    var level = [Int](repeating: 0, count: groups)
    let nested = dice.permutation(groups).prefix(max(groups / 10, 10)).map(Int.init)
      .filter { $0 != Self.everybody % groups }
    for (index, group) in nested.enumerated() {
      var height = 1
      while height < 8, !dice.chance(55_000) { height += 1 }
      level[group] = index < 8 ? index + 1 : height
    }
    var byLevel = [[UInt32]](repeating: [], count: 9)
    for group in 0..<groups where group != Self.everybody % groups {
      byLevel[level[group]].append(UInt32(group))
    }
    let small = byLevel[0].filter { sizes[Int($0)] <= max(users / 200, 30) }
    let everyTenth = max(nested.count / 10, 1)
    for (index, group) in nested.enumerated() {
      let wanted = index % everyTenth == 5 ? 200 : Int(min(dice.powerLaw(0.9), 40)) + 1
      var chosen = Set((0..<wanted).map { _ in small[dice.below(small.count)] })
      let below = byLevel[level[group] - 1]
      if level[group] > 1, !below.isEmpty { chosen.insert(below[dice.below(below.count)]) }
      chosen.remove(UInt32(group))
      children[group] = chosen.sorted()
    }
    closeCycles(nested, level)
    for index in 0..<max(nested.count / 200, 2) {
      dangling[nested[dice.below(nested.count)]] = index
    }
  }

  private mutating func closeCycles(_ nested: [Int], _ level: [Int]) {
    var left = max(nested.count / 500, 5)
    for group in nested where level[group] >= 2 && left > 0 {
      guard
        let below = children[group].first(where: { level[Int($0)] == level[group] - 1 }),
        !children[Int(below)].contains(UInt32(group))
      else { continue }
      children[Int(below)].append(UInt32(group))
      left -= 1
    }
  }
}

/// Finds everybody in a group, itself or through others, by walking.
struct Walk {
  private var seenGroup: [UInt32]
  private var seenUser: [UInt32]
  private var stamp: UInt32 = 0

  init(_ graph: Graph) {
    seenGroup = Array(repeating: 0, count: graph.groups)
    seenUser = Array(repeating: 0, count: graph.users)
  }

  mutating func everybody(in group: Int, of graph: Graph) -> [UInt32] {
    stamp += 1
    var (queue, head, found) = ([group], 0, [UInt32]())
    seenGroup[group] = stamp
    while head < queue.count {
      for user in graph.members(of: queue[head]) where seenUser[Int(user)] != stamp {
        seenUser[Int(user)] = stamp
        found.append(user)
      }
      for child in graph.children[queue[head]] where seenGroup[Int(child)] != stamp {
        seenGroup[Int(child)] = stamp
        queue.append(Int(child))
      }
      head += 1
    }
    return found
  }

  /// Whether the last walk met a user.
  func met(_ user: UInt32) -> Bool { seenUser[Int(user)] == stamp }
}
