import DirectoryModel
import Testing

/// What may be concluded from a list, for every state and every two or three of them.
struct CompletenessTests {
  static let states: [Completeness] = [
    .complete, .notCollected, .bounded(20), .bounded(100), .bounded(999), .partial("closed early"),
    .partial("an entry is damaged"),
  ]

  /// A state, what it proves, whether it is cut, and its word in reports.
  static let rows: [(state: Completeness, proves: [Bool], isCut: Bool, label: String)] = [
    (.complete, [true, true], false, "complete"),
    (.bounded(20), [true, false], true, "bounded(20)"),
    (.bounded(0), [true, false], true, "bounded(0)"),
    (.partial("closed early"), [true, false], true, "partial(closed early)"),
    (.partial(""), [true, false], true, "partial()"),
    (.notCollected, [false, false], false, "not collected"),
  ]

  @Test(arguments: rows)
  func `only the end of a list proves that somebody is not in it`(
    _ row: (state: Completeness, proves: [Bool], isCut: Bool, label: String)
  ) {
    #expect([row.state.provesPresence, row.state.provesAbsence] == row.proves)
    #expect(row.state.isCut == row.isCut)
    #expect(row.state.label == row.label)
  }

  /// How much is lost: nobody asked, seen to its end, cut at a bound, cut by an error.
  private func rank(_ state: Completeness) -> Int {
    switch state {
    case .notCollected: 0
    case .complete: 1
    case .bounded: 2
    case .partial: 3
    }
  }

  @Test func `of two parts of a list the worse one counts, whichever came first`() {
    for one in Self.states {
      #expect(one.joined(with: one) == one)
      for other in Self.states {
        let (joined, turned) = (one.joined(with: other), other.joined(with: one))
        #expect(rank(joined) == max(rank(one), rank(other)), "\(one) and \(other)")
        #expect(joined == one || joined == other)
        // Of two reasons in words the first is told.
        if rank(one) < 3 || rank(other) < 3 { #expect(joined == turned, "\(one) and \(other)") }
      }
    }
    #expect(Completeness.bounded(20).joined(with: .bounded(100)) == .bounded(100))
    #expect(Completeness.partial("a").joined(with: .partial("b")) == .partial("a"))
  }

  @Test func `of three parts it does not matter which two are joined first`() {
    for one in Self.states {
      for two in Self.states {
        for three in Self.states {
          let (left, right) = (
            one.joined(with: two).joined(with: three), one.joined(with: two.joined(with: three))
          )
          #expect(left == right, "\(one), \(two), \(three)")
        }
      }
    }
  }

  @Test func `no part proves more when another one is joined to it`() {
    for one in Self.states where one != .notCollected {
      for other in Self.states where other != .notCollected {
        let joined = one.joined(with: other)
        #expect(joined.provesAbsence == (one.provesAbsence && other.provesAbsence))
        #expect(joined.isCut == (one.isCut || other.isCut))
      }
    }
  }
}

/// What groups Graph lets be written, for every combination of the properties it decides by.
struct AssignableTests {
  /// "Members cannot be added" to these, by
  /// https://learn.microsoft.com/graph/api/group-post-members and groups-overview: groups of mail
  /// that are not Microsoft 365 groups, groups of a rule, and groups of an on-premises directory.
  private func isRefused(mail: Bool, security: Bool, unified: Bool, rule: Bool, premises: Bool)
    -> Bool
  {
    (mail && !unified) || rule || premises
  }

  @Test func `Graph's rules decide for every combination of what they ask`() {
    for bits in 0..<32 {
      let answers = (0..<5).map { bits >> $0 & 1 == 1 }
      let (mail, security, unified) = (answers[0], answers[1], answers[2])
      var flags: ObjectFlags = [.typesKnown, .securityKnown, .mailKnown, .onPremisesKnown]
      if mail { flags.formUnion(.mailEnabled) }
      if security { flags.formUnion(.securityEnabled) }
      if unified { flags.formUnion(.unified) }
      if answers[3] { flags.formUnion(.dynamic) }
      if answers[4] { flags.formUnion(.onPremises) }
      let refused = isRefused(
        mail: mail, security: security, unified: unified, rule: answers[3], premises: answers[4])
      #expect(flags.isAssignable != refused, "\(answers)")
      let overlay = Overlay(over: group(flags))
      #expect(overlay.isAssignable(0) == flags.isAssignable)
      #expect(overlay.groupKind(0) == flags.groupKind)
    }
  }

  @Test func `a group of which little is known is not taken for one that cannot be written`() {
    for flags: ObjectFlags in [[], .typesKnown, [.mailKnown, .mailEnabled], .securityKnown] {
      #expect(flags.groupKind == .unknown)
      #expect(flags.isAssignable)
    }
    #expect(!ObjectFlags([.onPremises]).isAssignable)
    #expect(!ObjectFlags([.dynamic]).isAssignable)
  }

  @Test func `every flag is one bit that no other flag has`() {
    let all: [ObjectFlags] = [
      .recorded, .deleted, .enabledKnown, .enabled, .guestKnown, .guest, .onPremisesKnown,
      .onPremises, .securityKnown, .securityEnabled, .mailKnown, .mailEnabled, .typesKnown,
      .unified, .dynamic, .rulePaused, .roleAssignable, .hiddenMembership, .archived, .builtIn,
    ]
    #expect(all.allSatisfy { $0.rawValue.nonzeroBitCount == 1 })
    #expect(Set(all.map(\.rawValue)).count == all.count)
    for (place, flag) in all.enumerated() {
      let others = all.enumerated().filter { $0.offset != place }.reduce(ObjectFlags.none) {
        $0.union($1.element)
      }
      #expect(!others.contains(flag) && others.union(flag).contains(flag))
    }
  }

  private func group(_ flags: ObjectFlags) -> Directory {
    var builder = DirectoryBuilder(side: .tenant)
    var record = ObjectRecord(kind: .group)
    record.flags = flags
    builder.record(builder.object(Small.guid(0)), record, at: .none)
    return builder.finish()
  }
}
