import TestSupport
import Testing

@testable import DirectoryModel

/// The directory that an overlay makes, kept or made anew, is the same.
struct OverlayDirectoryTests {
  /// All that can be read off a directory and may change.
  private struct Facts: Equatable {
    let members: [[ObjectIndex]]
    let owners: [[ObjectIndex]]
    let live: [[ObjectIndex]]
    let texts: [[String]]
    let states: [Completeness]
    let origins: [UInt16]

    init(_ directory: Directory) {
      let objects = 0..<ObjectIndex(directory.objectCount)
      members = objects.map { Array(directory.members.list(of: $0)) }
      owners = objects.map { Array(directory.owners.list(of: $0)) }
      live = [directory.groups, directory.users, directory.devices, directory.deleted]
      texts = objects.map {
        [
          directory.displayName($0), directory.principalName($0), directory.mail($0),
          directory.attribute(.jobTitle, of: $0) ?? "none",
          directory.text(of: directory.place(of: $0)),
        ]
      }
      states =
        objects.map { directory.members.state(of: $0) }
        + objects.map { directory.owners.state(of: $0) }
        + ObjectKind.allCases.map { directory.state(of: $0) }
      origins = directory.members.origins
    }
  }

  @Test(arguments: [[], [[100]], [[1, 100], [101]]])
  func `who came later was read nowhere, and the others where they were`(_ lists: [[Int]]) {
    let base = Small.tenant(lists)
    var overlay = Overlay(over: base)
    let old = (0..<ObjectIndex(base.objectCount)).map { base.place(of: $0) }
    for number in 0..<3 {
      let new = overlay.makeObject(.user, Small.guid(700 + number))
      let directory = overlay.directory()
      #expect(directory.place(of: new) == .none)
      let places = (0..<ObjectIndex(directory.objectCount)).map { directory.place(of: $0) }
      #expect(places == old + Array(repeating: .none, count: number + 1))
    }
  }

  /// One thing done to an overlay of at least two groups and two users.
  private func change(_ overlay: inout Overlay, _ choice: Int, _ random: inout SeededGenerator) {
    let count = overlay.objectCount
    func object() -> ObjectIndex { ObjectIndex(random.number(below: count)) }
    let (one, other) = (object(), object())
    switch choice {
    case 0, 1:
      overlay.apply(
        .edge(
          choice == 0 ? .members : .owners, group: one, target: other,
          isPresent: random.chance(2, outOf: 3)))
    case 2:
      let old = overlay.flags[Int(one)]
      overlay.apply(.flags(one, old: old, new: old.symmetricDifference([.deleted])))
    case 3, 4:
      let field: TextField = choice == 3 ? .displayName : .attribute(.jobTitle)
      let text = overlay.intern("text \(random.number(below: 5))")
      overlay.apply(.text(one, field, old: overlay.text(field, of: one), new: text))
    case 5:
      let new = overlay.makeObject(.user, Small.guid(1_000 + count))
      overlay.apply(.flags(new, old: [], new: [.recorded]))
    case 6: overlay.setState(of: one, .members, to: .partial("cut \(other)"))
    case 7: overlay.setState(of: .user, to: .partial("cut \(other)"))
    case 8: overlay.setOrigin(.members, group: one, target: other, to: "manual")
    default: _ = overlay.intern("word \(other)")
    }
  }

  /// The same changes over the same directory, none of whose results was kept.
  private func anew(_ overlay: Overlay) -> Directory {
    var fresh = overlay
    fresh.stale = [.members, .owners, .objects, .attributes, .columns]
    return fresh.directory()
  }

  @Test func `every two kinds of change after a directory was kept are seen`() {
    for first in 0..<10 {
      for second in 0..<10 {
        var random = SeededGenerator(seed: UInt64(first * 10 + second + 1))
        var overlay = Overlay(over: Small.tenant([[100, 101], [100]]))
        change(&overlay, first, &random)
        let kept = overlay.keepDirectory()
        #expect(overlay.directory() === kept)
        change(&overlay, second, &random)
        #expect(Facts(overlay.directory()) == Facts(anew(overlay)), "\(first) \(second)")
        let before = Facts(kept)
        overlay.keepDirectory()
        #expect(Facts(kept) == before)
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(15))
  func `kept directories follow long histories`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var overlay = Overlay(over: Small.tenant([[100, 101, 102], [100], [103, 1]]))
    var copies: [(overlay: Overlay, facts: Facts)] = []
    for _ in 0..<120 {
      change(&overlay, random.number(below: 10), &random)
      if random.chance(1, outOf: 3) {
        #expect(Facts(overlay.keepDirectory()) == Facts(anew(overlay)))
      }
      if random.chance(1, outOf: 20) { copies.append((overlay, Facts(anew(overlay)))) }
    }
    #expect(Facts(overlay.directory()) == Facts(anew(overlay)))
    for copy in copies { #expect(Facts(copy.overlay.directory()) == copy.facts) }
    let earlier = overlay.rewound(to: overlay.position / 2)
    #expect(Facts(earlier.directory()) == Facts(anew(earlier)))
  }

  @Test func `an overlay that nobody changed is the directory beneath`() {
    let base = Small.tenant([[100], []])
    var overlay = Overlay(over: base)
    #expect(overlay.directory() === base)
    #expect(overlay.keepDirectory() === base)
    #expect(Facts(anew(overlay)) == Facts(base))
  }

  @Test func `a change that changes nothing leaves the kept directory`() throws {
    var overlay = Overlay(over: Small.tenant([[100], []]))
    let (group, user) = (ObjectIndex(1), try #require(overlay.find(Small.guid(100))))
    overlay.apply(.edge(.members, group: group, target: user, isPresent: true))
    let kept = overlay.keepDirectory()
    overlay.apply(.edge(.members, group: group, target: user, isPresent: true))
    _ = overlay.intern("group 0")
    #expect(overlay.directory() === kept)
  }

  @Test func `members that change leave the lists of objects and owners as they were made`() throws
  {
    var overlay = Overlay(over: Small.tenant([[100], []]))
    let user = try #require(overlay.find(Small.guid(100)))
    overlay.apply(.edge(.owners, group: 1, target: user, isPresent: true))
    let first = overlay.keepDirectory()
    overlay.apply(.edge(.members, group: 1, target: user, isPresent: true))
    #expect(overlay.stale == .members)
    let second = overlay.keepDirectory()
    #expect(Array(second.members.list(of: 1)) == [user])
    #expect(Array(first.members.list(of: 1)) == [])
    #expect(Array(second.owners.list(of: 1)) == [user])
    #expect(second.groups == first.groups && second.users == first.users)
  }
}
