import DirectoryModel
import SyncSemantics

extension World {
  /// The side that an operation writes.
  func copy(of operation: Operation, _ policy: Policy) -> Side {
    guard policy.authority == .perLink else {
      return policy.isPushed(nil) ? .tenant : .local
    }
    let link = operation.localGroup == noObject ? nil : link(ofLocal: operation.localGroup)
    return policy.isPushed(link.flatMap { links[$0].direction }) ? .tenant : .local
  }

  /// Does to the copy what an operation says.
  mutating func carryOut(_ operation: Operation, _ policy: Policy, _ sight: Sight) {
    switch operation.kind {
    case .addMember, .removeMember, .addNestedGroup, .removeNestedGroup:
      setEdge(operation, .members, policy)
    case .addOwner, .removeOwner: setEdge(operation, .owners, policy)
    case .createGroup: makeCopy(of: operation.tenantGroup, .group, policy, sight)
    case .createAccount: makeCopy(of: operation.tenantPrincipal, .user, policy, sight)
    case .renameGroup:
      let name = tenant.string(.displayName, of: operation.tenantGroup)
      set(.local, operation.localGroup, .displayName, name)
    case .changeAccount:
      for field in policy.mappedFields {
        let text = tenant.string(field.directory, of: operation.tenantPrincipal)
        // What the directory does not say, the account keeps.
        if !text.isEmpty { set(.local, operation.localPrincipal, field.local, text) }
      }
    case .endGroup: end(operation.localGroup, policy.lifecycle.deletedGroups)
    case .endAccount: end(operation.localPrincipal, policy.lifecycle.deletedUsers)
    }
  }

  private mutating func setEdge(_ operation: Operation, _ relation: Relation, _ policy: Policy) {
    let isPresent =
      switch operation.kind {
      case .addMember, .addOwner, .addNestedGroup: true
      case .removeMember, .removeOwner, .removeNestedGroup, .createGroup, .renameGroup,
        .endGroup, .endAccount, .createAccount, .changeAccount:
        false
      }
    let side = copy(of: operation, policy)
    let (group, target) =
      side == .tenant
      ? (operation.tenantGroup, operation.tenantPrincipal)
      : (operation.localGroup, operation.localPrincipal)
    guard target != noObject else { return }
    self[side].apply(.edge(relation, group: group, target: target, isPresent: isPresent))
  }

  private mutating func end(_ object: ObjectIndex, _ ending: Lifecycle.Ending) {
    switch ending {
    case .keep, .orphan: break
    case .archive: perform(.flag(object, .archived, isSet: true), on: .local)
    case .disable: perform(.flag(object, .enabled, isSet: false), on: .local)
    case .delete: perform(.purge(object), on: .local)
    }
  }

  private mutating func makeCopy(
    of original: ObjectIndex, _ kind: ObjectKind, _ policy: Policy, _ sight: Sight
  ) {
    let guid = tenant.guids[Int(original)]
    var new = NewObject(kind: kind)
    (new.key, new.guid) = ("\(guid)", guid)
    new.texts.append((.displayName, tenant.string(.displayName, of: original)))
    if kind == .user {
      new.flags = tenant.flags[Int(original)].intersection([.enabledKnown, .enabled])
      let name = policy.identityMatching.userNames.name(for: original, in: sight.tenant)
      new.texts.append((.principalName, String(decoding: name ?? [], as: UTF8.self)))
      new.texts.append((.mail, tenant.string(.mail, of: original)))
      for field in policy.mappedFields where field.local != .displayName {
        new.texts.append((field.local, tenant.string(field.directory, of: original)))
      }
    }
    // A reader that lags behind asks for what is there already; who was here before comes back.
    guard let known = local.find(key: new.key, kind) else {
      create(new, on: .local)
      return
    }
    guard !local.flags[Int(known)].contains(.recorded) else { return }
    local.apply(
      .flags(known, old: local.flags[Int(known)], new: new.flags.union(.recorded)))
    for (field, text) in new.texts { set(.local, known, field, text) }
  }
}
