import DirectoryModel
import SyncSemantics

extension Rule {
  /// A mapped attribute of an account that differs from the person's.
  static let identityAttributeDiffers = Rule(
    id: "identity.attribute-differs", severity: .warning,
    summary: "An attribute of the account differs from the one it is mapped to.",
    manual: """
      The policy maps properties of the directory to properties of the account, and one of them \
      differs: the change was not carried over, or somebody edited the copy.

      Only properties that both sides were asked for are compared.

      What to do: run a full sync, or correct the property.
      """,
    sources: [.kaizala],
    distinguish: mappingWords
  ) { input, number in
    let mapped = input.policy.attributeMapping.indices.filter { input.isCompared($0) }
    return mapped.flatMap { index in
      input.matching.principals.filter { input.differs($0, mapping: index) }.map { pair in
        Finding(
          rule: number, tenantPrincipal: pair.tenant, localPrincipal: pair.local,
          detail: UInt32(index))
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let mapping = input.policy.attributeMapping[Int(finding.detail)]
    let expected = input.tenant.property(mapping.directory, of: finding.tenantPrincipal) ?? ""
    let found = input.local.property(mapping.local, of: finding.localPrincipal) ?? ""
    return FindingText(
      message: "\(mapping.local) of '\(subject.localAccountName)' is '\(found)', not '\(expected)'",
      expected: "'\(expected)', by \(input.policy.line("attribute-mapping"))", found: "'\(found)'",
      evidence: subject.accountEvidence,
      explanation: [
        "\(mapping.directory) of the directory is mapped to \(mapping.local)",
        input.policy.line("attribute-mapping"),
      ],
      remediation: "run a full sync, or correct the property")
  }
}

extension AuditInput {
  /// Whether both sides hold the properties of a mapping at all.
  fileprivate func isCompared(_ index: Int) -> Bool {
    let mapping = policy.attributeMapping[index]
    return matching.principals.contains { tenant.property(mapping.directory, of: $0.tenant) != nil }
      && matching.principals.contains { local.property(mapping.local, of: $0.local) != nil }
  }

  fileprivate func differs(_ pair: Pair, mapping index: Int) -> Bool {
    let mapping = policy.attributeMapping[index]
    guard let expected = tenant.property(mapping.directory, of: pair.tenant) else { return false }
    let found = local.property(mapping.local, of: pair.local) ?? ""
    return !expected.utf8.elementsEqual(found.utf8)
  }
}

extension Directory {
  /// A property by the name that Graph or the product gives it, as a sync reads the name; `nil` when
  /// it was not read or is not known.
  fileprivate func property(_ name: String, of object: ObjectIndex) -> String? {
    guard let field = TextField(named: name) else { return nil }
    let value = text(field, of: object)
    return value == NameTable.absent ? nil : names.string(value)
  }
}

/// What tells findings of the rule apart that concern the same subject.
@Sendable private func mappingWords(_ input: AuditInput, _ finding: Finding) -> String {
  let mapping = input.policy.attributeMapping[Int(finding.detail)]
  return "\(mapping.directory) \(mapping.local)"
}
