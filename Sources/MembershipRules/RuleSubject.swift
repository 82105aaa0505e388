package import DirectoryModel

/// A user or a device as a rule sees it.
///
/// What was not collected is `notCollected` or `unknown`; what was collected and is empty is
/// `absent`. Values are handed out as bytes in UTF-8, so that none has to be made.
package protocol RuleSubject {
  /// What the subject has under a property other than `memberOf`.
  func value(of property: RuleProperty) -> RuleValue
  /// What the subject has under a directory extension: `extension_…_name`, in lower case.
  func extensionValue(named name: [UInt8]) -> RuleValue
  /// Whether the subject is a direct member of a group.
  func isMember(of group: GUID) -> Truth
  /// Whether somebody is the subject's manager.
  func hasManager(_ manager: GUID) -> Truth
}

extension RuleSubject {
  /// No directory extension was collected.
  package func extensionValue(named name: [UInt8]) -> RuleValue { .notCollected }

  /// No manager was collected.
  package func hasManager(_ manager: GUID) -> Truth { .unknown }
}

/// What a subject has under a property.
package enum RuleValue: Sendable, Equatable {
  /// Nobody asked for the property.
  case notCollected
  /// The property is known to have no value; a collection is known to be empty.
  case absent
  case text(ArraySlice<UInt8>)
  case texts([ArraySlice<UInt8>])
  case flag(Bool)
  /// A Boolean that is not true; nobody knows whether it is false or has no value.
  case falseOrAbsent
  case identifier(GUID)
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case instant(Int64)
  case plans([RulePlan])

  /// A text.
  package static func text(_ text: String) -> RuleValue { .text(Array(text.utf8)[...]) }

  /// Texts, none of which may be left out.
  package static func texts(_ texts: [String]) -> RuleValue {
    .texts(texts.map { Array($0.utf8)[...] })
  }
}

/// One of a user's service plans; what is `nil` has no value.
///
/// Source: "assignedPlan resource type",
/// https://learn.microsoft.com/graph/api/resources/assignedplan.
package struct RulePlan: Sendable, Equatable {
  /// `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`.
  package var capabilityStatus: ArraySlice<UInt8>?
  package var service: ArraySlice<UInt8>?
  package var servicePlanID: ArraySlice<UInt8>?

  package init(capabilityStatus: String?, service: String?, servicePlanID: String?) {
    self.capabilityStatus = capabilityStatus.map { Array($0.utf8)[...] }
    self.service = service.map { Array($0.utf8)[...] }
    self.servicePlanID = servicePlanID.map { Array($0.utf8)[...] }
  }

  /// A plan as an attribute keeps it.
  init(_ plan: ServicePlan) {
    capabilityStatus = plan.status.isEmpty ? nil : plan.status[...]
    service = plan.service.isEmpty ? nil : plan.service[...]
    servicePlanID = plan.id.isEmpty ? nil : plan.id[...]
  }

  /// The value of one property.
  func value(of property: PlanProperty) -> RuleValue {
    let bytes =
      switch property {
      case .capabilityStatus: capabilityStatus
      case .service: service
      case .servicePlanID: servicePlanID
      }
    return bytes.map { .text($0) } ?? .absent
  }
}
