package import DirectoryModel

extension Planner {
  /// Plans the accounts whose mapped properties no longer say what the directory says.
  func planAttributes() {
    guard !policy.attributeMapping.isEmpty, policy.authority == .directory else { return }
    let fields = policy.mappedFields
    for pair in matching.principals where tenant.kinds[Int(pair.tenant)] == .user {
      let differs = fields.contains { field in
        let (theirs, own) = (
          tenant.text(field.directory, of: pair.tenant), local.text(field.local, of: pair.local)
        )
        return theirs != NameTable.absent && !local.names.equals(own, theirs, of: tenant.names)
      }
      guard differs else { continue }
      append(
        Operation(
          .changeAccount, cause: .direct, decision: .perform, pair: .max, tenantGroup: noObject,
          localGroup: noObject, tenantPrincipal: pair.tenant, localPrincipal: pair.local))
    }
  }
}

/// A field of the directory and the local one that follows it.
package struct FieldPair: Sendable, Equatable {
  package let directory: TextField
  package let local: TextField
}

extension Policy {
  /// The fields that the words of a mapping name.
  static func fields(_ mapping: [AttributePair]) -> [FieldPair] {
    mapping.compactMap { pair in
      guard let directory = TextField(named: pair.directory),
        let local = TextField(named: pair.local)
      else { return nil }
      return FieldPair(directory: directory, local: local)
    }
  }
}
