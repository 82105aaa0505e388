package import DirectoryModel

extension DirectoryBuilder {
  /// Takes over the tenant's identifier from one input; a second tenant is an error naming both.
  package mutating func stateTenant(
    _ id: GUID, of stream: TenantStream, at place: Place
  ) throws(IngestError) {
    if tenantID == .none { (tenantID, tenantPlace) = (id, place) }
    guard tenantID != id else { return }
    throw IngestError(
      input: stream.input, entry: stream.entry,
      found: "the tenant '\(id)'", expected: "the tenant '\(tenantID)' of \(text(of: tenantPlace))",
      hint: "give the exports of one tenant at a time")
  }

  /// A place as people write it.
  func text(of place: Place) -> String {
    guard place.unit < units.count else { return "another input" }
    let unit = units[Int(place.unit)]
    return unit.entry.isEmpty ? unit.input : "\(unit.input)!\(unit.entry)"
  }
}
