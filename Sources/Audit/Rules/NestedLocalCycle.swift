import DirectoryModel

extension Rule {
  /// Local groups that contain each other.
  static let nestedLocalCycle = cycles(
    of: .local, id: "nested.local-cycle", severity: .error,
    summary: "Local groups contain each other.",
    where: "The application's groups contain each other, directly or by way of others.")
}
