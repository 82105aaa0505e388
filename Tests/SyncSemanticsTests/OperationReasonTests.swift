import DirectoryModel
import Testing

@testable import SyncSemantics

/// What operations rest on, in words that fit their objects.
struct OperationReasonTests {
  private static func operation(_ kind: OperationKind, _ cause: Cause) -> Operation {
    Operation(
      kind, cause: cause, decision: .perform, pair: .max, tenantGroup: noObject,
      localGroup: noObject, tenantPrincipal: noObject, localPrincipal: noObject)
  }

  /// Words that are not those of the cause alone.
  static let reasons: [(kind: OperationKind, cause: Cause, reason: String)] = [
    (.createGroup, .direct, "the authority has it, and the copy does not"),
    (.renameGroup, .direct, "the authority calls it otherwise"),
    (.createAccount, .direct, "the authority has the person, and the copy does not"),
    (.changeAccount, .direct, "the authority says otherwise"),
    (.addNestedGroup, .direct, "the authority lists it directly"),
    (.removeNestedGroup, .notListed, "the authority does not list it"),
    (.removeNestedGroup, .noOriginal, "no group of the authority stands behind it"),
  ]

  @Test func `a reason is that of the cause unless it would speak of somebody else`() {
    for kind in OperationKind.allCases {
      for cause in Cause.allCases {
        let own = Self.reasons.first { $0.kind == kind && $0.cause == cause }?.reason
        #expect(Self.operation(kind, cause).reason == own ?? cause.label, "\(kind) \(cause)")
      }
    }
  }

  /// The causes with which the planner plans what concerns a group or an account as a whole.
  static let planned: [(kind: OperationKind, causes: [Cause])] = [
    (.createGroup, [.direct]), (.renameGroup, [.direct]), (.endGroup, [.departed]),
    (.createAccount, [.direct]), (.changeAccount, [.direct]), (.endAccount, [.departed]),
    (.addNestedGroup, [.direct, .notRepresentable]),
    (.removeNestedGroup, [.noOriginal, .notListed]),
  ]

  @Test(arguments: planned)
  func `nothing that concerns a whole group is said of a person`(
    _ row: (kind: OperationKind, causes: [Cause])
  ) {
    for cause in row.causes {
      let reason = Self.operation(row.kind, cause).reason
      #expect(!reason.split(separator: " ").contains("them"), "\(reason)")
    }
  }

  @Test func `an obstacle speaks of nothing that would happen otherwise`() {
    for decision in Decision.allCases {
      #expect(decision.obstacle.isEmpty == (decision == .perform))
      #expect(decision.label.hasPrefix(decision.obstacle), "\(decision)")
      #expect(!decision.obstacle.contains("it does"), "\(decision.obstacle)")
    }
  }
}
