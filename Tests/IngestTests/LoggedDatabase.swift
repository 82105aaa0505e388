import Files
import SQLite
import TestSupport

/// A database of the tables of `wal.yaml` whose last transactions are in its write-ahead log.
enum LoggedDatabase {
  /// Makes it with one group, carries out what follows behind a checkpoint, and returns the log.
  static func make(at path: String, _ transactions: String) throws -> [UInt8] {
    let writer = try DatabaseBuilder(creating: path)
    try writer.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
      CREATE TABLE usr(id, username, mail, enabled);
      CREATE TABLE grp(id, name, external_id); INSERT INTO grp VALUES(1, 'A', NULL);
      CREATE TABLE mem(group_id, user_id);
      PRAGMA wal_checkpoint(TRUNCATE);
      """ + transactions)
    let log = try bytes("\(path)-wal")
    // Its end would empty the log.
    try writer.execute("SELECT 1")
    return log
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    try FileReader.contents(of: path, limit: 1 << 24)
  }
}
