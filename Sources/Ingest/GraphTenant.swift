import DirectoryModel

extension DirectoryBuilder {
  /// Takes the tenant's identifier; two tenants cannot be one directory.
  mutating func takeTenant(
    _ tenant: GUID, of stream: TenantStream, at place: Place
  ) throws(IngestError) {
    guard tenantID == .none || tenantID == tenant else {
      throw IngestError(
        input: stream.input, entry: stream.entry, found: "the tenant '\(tenant)'",
        expected: "the tenant '\(tenantID)'", hint: "give the exports of one tenant at a time")
    }
    tenantID = tenant
  }
}
