import Audit
import DirectoryModel
import Files
import Ingest
import Reports
import SyncSemantics
import Threads

/// One audit in this process, as `rollcall audit` does it, that writes JSON and CSV and nothing else.
struct OneAudit {
  let data: DataFolder
  let policy: Policy

  init(_ data: DataFolder) throws {
    self.data = data
    let text = try FileReader.contents(of: DataFolder.policy)
    policy = try Policy.read(text: String(decoding: text, as: UTF8.self), file: DataFolder.policy)
  }

  func readTenant() throws -> Directory {
    try Ingest.readTenant([data.export], options: IngestOptions(wanted: .audit))
  }

  func readLocal() throws -> LocalSnapshot {
    try Ingest.readLocal(
      data.database, selection: .mapping(file: DataFolder.mapping),
      options: IngestOptions(wanted: .audit))
  }

  /// Reads both sides at once.
  func readBoth() throws -> (Directory, LocalSnapshot) {
    let local = Meanwhile(on: OwnThread.runPatiently) { try readLocal() }
    let tenant = try readTenant()
    return (tenant, try local.result())
  }

  func product(_ local: LocalSnapshot) -> ProductFacts {
    ProductFacts(
      name: local.name, groupNameCharacters: local.facts.groupNameCharacters,
      groupNameBytes: local.facts.groupNameBytes, groupNamePrefixes: local.facts.groupNamePrefixes,
      accountsAppearAtSignIn: local.facts.accountsAppearAtSignIn)
  }

  func match(_ tenant: Directory, _ local: LocalSnapshot) -> Matching {
    SyncSemantics.match(
      tenant: tenant, local: local.directory, policy: policy, product: product(local))
  }

  /// Writes `audit.json` and `audit.csv` into a folder.
  static func write(_ result: AuditResult, into folder: String) throws {
    try Folder.make(folder)
    let formats: [ReportFormat] = [.json, .csv]
    var json = try FileWriter(replacing: "\(folder)/\(formats[0].fileName)")
    var csv = try FileWriter(replacing: "\(folder)/\(formats[1].fileName)")
    try Report(result, version: "bench", command: []).write(formats) { format, bytes in
      if format == .json { try json.write(bytes) } else { try csv.write(bytes) }
    }
    try json.finish()
    try csv.finish()
  }

  /// The whole job.
  func run(into folder: String) throws -> AuditResult {
    let (tenant, local) = try readBoth()
    let nestings = Meanwhile { Nestings(tenant: tenant, local: local.directory) }
    let result = audit(
      tenant: tenant, local: local.directory, policy: policy, matching: match(tenant, local),
      product: product(local), nestings: nestings.result())
    try Self.write(result, into: folder)
    return result
  }
}
