import DirectoryModel

extension Rule {
  /// Groups of the tenant that contain each other.
  static let nestedCycle = cycles(
    of: .tenant, id: "nested.cycle", severity: .warning,
    summary: "Groups of the tenant contain each other.",
    where: "Entra ID lets groups contain each other, directly or by way of others.")
}
