package import DirectoryModel
package import Ingest

extension ArchiveSeries {
  /// Snapshots of a tenant that lie in files, folders or archives: one path for each time.
  ///
  /// What is read beside the attributes that are asked for: what matching needs, and when objects
  /// came and went.
  package init(
    of paths: [String], at times: [Instant], wanted: AttributeSet = []
  ) {
    precondition(paths.count == times.count, "a snapshot has one time")
    let options = Self.options(wanted: wanted)
    self.init(at: times) { place, former in
      var options = options
      options.like = former
      return try readTenant([paths[place]], options: options)
    }
  }

  /// How the snapshots of a series and the databases that they meet are read.
  package static func options(wanted: AttributeSet) -> IngestOptions {
    IngestOptions(
      wanted: AttributeSet.audit.union(AttributeKey.createdDateTime.asSet).union(wanted))
  }
}
