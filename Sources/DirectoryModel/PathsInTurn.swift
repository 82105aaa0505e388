/// The shortest ways that are asked for one after another, mostly of one group in a row.
///
/// A few ways of a group are looked for one by one; of a group that is asked for more often all are
/// found at once. Whoever asks passes the same directory each time.
package struct PathsInTurn: Sendable {
  /// The group that was asked for last.
  package private(set) var group = noObject
  /// How often it was asked for in a row.
  private var asked = 0
  private var all: ShortestPaths?
  /// The groups below it, as far as ways were looked for one by one.
  private var walk = NestingWalk(from: noObject)
  /// How many ways of one group are looked for one by one.
  private let few: Int

  /// Nothing was asked for yet.
  package init(few: Int) { self.few = few }

  /// The way that `Nesting.shortestPath` finds.
  ///
  /// All ways of one group that are asked for in a row take time in proportion to its nested groups
  /// and their members.
  package mutating func path(
    from group: ObjectIndex, to member: ObjectIndex, _ nesting: Nesting, in directory: Directory
  ) -> [ObjectIndex]? {
    if group != self.group {
      (self.group, asked) = (group, 0)
      walk.begin(from: group)
    }
    guard asked >= few else {
      asked += 1
      return walk.way(to: member, nesting, in: directory)
    }
    var known = all.take() ?? ShortestPaths(nesting, directory)
    if asked == few {
      known.turn(to: group)
      asked += 1
    }
    defer { all = known }
    return known.path(to: member)
  }
}
