import DirectoryModel
import SQLite
import TestSupport

@testable import Ingest

/// A small database of ROADrecon, made of statements with short names for identifiers.
enum ROADreconFiles {
  /// The tables that every version has, in the names of Azure AD Graph.
  static let tables = """
    CREATE TABLE Users (objectId TEXT, deletionTimestamp DATETIME, displayName TEXT,
      userPrincipalName TEXT, mail TEXT, accountEnabled BOOLEAN, userType TEXT,
      dirSyncEnabled BOOLEAN, immutableId TEXT, otherMails TEXT, proxyAddresses TEXT);
    CREATE TABLE Groups (objectId TEXT, deletionTimestamp DATETIME, displayName TEXT, mail TEXT,
      dirSyncEnabled BOOLEAN, groupTypes TEXT, securityEnabled BOOLEAN, mailEnabled BOOLEAN,
      visibility TEXT, membershipRuleProcessingState TEXT, isAssignableToRole BOOLEAN);
    CREATE TABLE lnk_group_member_user ("Group" TEXT, "User" TEXT);
    CREATE TABLE lnk_group_owner_user ("Group" TEXT, "User" TEXT);

    """

  /// One user and one group that it is in.
  static let pair = """
    INSERT INTO Users (objectId, displayName) VALUES ('<ann>', 'Ann');
    INSERT INTO Groups (objectId, displayName, groupTypes) VALUES ('<g>', 'G', '[]');
    INSERT INTO lnk_group_member_user VALUES ('<g>', '<ann>');
    INSERT INTO lnk_group_owner_user VALUES ('<g>', '<ann>');

    """

  /// Tables of devices and of service principals, and of the groups that they are in.
  static let devices = """
    CREATE TABLE Devices (objectId TEXT, displayName TEXT);
    CREATE TABLE lnk_group_member_device ("Group" TEXT, "Device" TEXT);

    """
  static let principals = """
    CREATE TABLE ServicePrincipals (objectId TEXT, displayName TEXT);
    CREATE TABLE lnk_group_member_serviceprincipal ("Group" TEXT, "ServicePrincipal" TEXT);
    CREATE TABLE lnk_group_owner_serviceprincipal ("Group" TEXT, "ServicePrincipal" TEXT);

    """

  /// What a database with these statements says, one fact a line; or the error's message.
  static func outcome(_ sql: String, _ shown: Set<Facts> = Facts.usual) throws -> String {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/roadrecon.db"
    try write(sql, to: file)
    do {
      return ShortGUID.shortened(try read(file).facts(shown).joined(separator: "\n"))
    } catch {
      return ShortGUID.shortened("\(error)")
    }
  }

  /// Makes a database with these statements.
  static func write(_ sql: String, to file: String) throws {
    try DatabaseBuilder(creating: file).execute(ShortGUID.spelledOut(sql))
  }

  /// Reads one database, called `roadrecon.db` wherever it lies.
  static func read(_ file: String, wanted: AttributeSet = .all) throws -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: wanted)
    var reader = ROADreconReader()
    let source = builder.addSource(
      Source(
        input: "roadrecon.db", format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: "roadrecon.db", counting: .row))
    let stream = TenantStream(input: "roadrecon.db", entry: "", source: source, unit: unit)
    let database = try Database(reading: file)
    try reader.read(database, of: stream, into: &builder)
    try reader.finish(into: &builder)
    return builder.finish()
  }
}
