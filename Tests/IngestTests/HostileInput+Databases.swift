import TestSupport

extension HostileInput {
  /// Databases that are damaged or compute what they hold.
  static let databases: [HostileInput] = [
    .fixture(
      .brokenPages, "sqlite/broken-page.db",
      side: .local(mapping: "groups: {table: grp, columns: {id: id, name: name}}"),
      outcome: #"""
        INPUT: found 'database disk image is malformed' (SQLITE_CORRUPT 11) while reading \#
        'SELECT t."id" AS "id", t."name" AS "name" FROM "grp" t' for the groups of 'm', \#
        expected a whole SQLite database
          collect the file again; it is cut or damaged
        """#),
    .fixture(
      .brokenPages, "sqlite/malformed-schema.db", side: .local(mapping: "groups: SELECT 1 AS id"),
      outcome: #"""
        INPUT: found 'malformed database schema (evil) - invalid rootpage' (SQLITE_CORRUPT 11) \#
        while opening the database, expected a whole SQLite database
          collect the file again; it is cut or damaged
        """#),
    .fixture(
      .encryptedEntries, "sqlite/encrypted.db", side: .local(mapping: "groups: SELECT 1 AS id"),
      outcome: #"""
        INPUT: found no header of SQLite, expected a SQLite database
          check that the file is the right one and not encrypted
        """#),
    .fixture(
      .expansionBombs, "sqlite/huge-value.db", side: .local(mapping: "groups: SELECT * FROM bomb"),
      outcome: #"""
        INPUT: found 'string or blob too big' (SQLITE_TOOBIG 18) while reading 'SELECT * FROM \#
        bomb' for the groups of 'm', expected values within the limits
        """#),
    .fixture(
      .endlessSQL, "sqlite/endless-view.db",
      side: .local(mapping: "groups: SELECT count(*) AS id FROM forever"),
      outcome: #"""
        INPUT: found a statement that takes more than 1000000 steps (SQLITE_INTERRUPT 9) while \#
        reading 'SELECT count(*) AS id FROM forever' for the groups of 'm', expected a \#
        statement that ends
          simplify the statement or raise the limit of steps
        """#),
    .database(
      .viewsAndTriggers, "a tenant of views",
      """
      CREATE VIEW Users AS SELECT 1; CREATE VIEW Groups AS SELECT 2;
      CREATE VIEW lnk_group_member_user AS SELECT 3
      """, side: .tenant,
      outcome: #"""
        INPUT: found a database with the tables 'Users', 'Groups', 'lnk_group_member_user', expected \#
        a tenant export
          (formats)
        """#),
    HostileInput(
      .brokenPages, "a tenant with a page of zeros",
      outcome: #"""
        INPUT: found 'database disk image is malformed' (SQLITE_CORRUPT 11) while reading \#
        'SELECT rowid, "objectId", "deletionTimestamp", "displayName", "mail", \#
        "dirSyncEnabled", "securityEnabled", "mailEnabled", "groupTypes", \#
        "membershipRuleProcessingState", "isAssignableToRole", "visibility", "proxyAd ...', \#
        expected a whole SQLite database
          collect the file again; it is cut or damaged
        """#
    ) { folder in
      var bytes = try Fixture.bytes("tenants/roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db")
      // A page of the groups, as `dbstat` shows it.
      for index in (159 * 4096)..<(160 * 4096) { bytes[index] = 0 }
      try folder.write(bytes, to: "input/roadrecon.db")
      return "roadrecon.db"
    },
    .fixture(
      .viewsAndTriggers, "sqlite/views-and-triggers.db",
      side: .local(mapping: "groups: {table: grp, columns: {id: id, name: name}}"),
      outcome: #"groups: Finance, IT Network"#),
    .view(
      "clock",
      outcome: #"""
        INPUT: found a call of 'current_timestamp' (SQLITE_AUTH 23) while preparing 'SELECT * \#
        FROM clock' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .view(
      "chance",
      outcome: #"""
        INPUT: found a call of 'random' (SQLITE_AUTH 23) while preparing 'SELECT * FROM chance' \#
        for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .view(
      "loader",
      outcome: #"""
        INPUT: found 'unsafe use of load_extension()' (SQLITE_ERROR 1) while preparing 'SELECT \#
        * FROM loader' for the groups of 'm', expected a statement that fits the database
        """#),
    .view(
      "spy",
      outcome: #"""
        INPUT: found 'unsafe use of virtual table "pragma_table_info"' (SQLITE_ERROR 1) while \#
        preparing 'SELECT * FROM spy' for the groups of 'm', expected a statement that fits the \#
        database
        """#),
  ]

  /// Mappings whose SQL does more than read.
  static let statements: [HostileInput] = [
    .statement(
      .writingSQL, #"INSERT INTO g VALUES(2, 'B')"#,
      outcome: #"""
        INPUT: found an INSERT into 'g' (SQLITE_AUTH 23) while preparing 'INSERT INTO g \#
        VALUES(2, 'B')' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"UPDATE g SET name = 'B'"#,
      outcome: #"""
        INPUT: found an UPDATE of 'g' (SQLITE_AUTH 23) while preparing 'UPDATE g SET name = \#
        'B'' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"DELETE FROM g"#,
      outcome: #"""
        INPUT: found a DELETE from 'g' (SQLITE_AUTH 23) while preparing 'DELETE FROM g' for the \#
        groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"DROP TABLE g"#,
      outcome: #"""
        INPUT: found a DELETE from 'sqlite_master' (SQLITE_AUTH 23) while preparing 'DROP TABLE \#
        g' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"CREATE TABLE h(id)"#,
      outcome: #"""
        INPUT: found an INSERT into 'sqlite_master' (SQLITE_AUTH 23) while preparing 'CREATE \#
        TABLE h(id)' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"CREATE TEMP TABLE h AS SELECT 1 AS id"#,
      outcome: #"""
        INPUT: found an INSERT into 'sqlite_temp_master' (SQLITE_AUTH 23) while preparing \#
        'CREATE TEMP TABLE h AS SELECT 1 AS id' for the groups of 'm', expected a statement \#
        that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"ALTER TABLE g ADD COLUMN h"#,
      outcome: #"""
        INPUT: found a change of the schema, 'main' (SQLITE_AUTH 23) while preparing 'ALTER \#
        TABLE g ADD COLUMN h' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"VACUUM INTO 'copy.db'"#,
      outcome: #"""
        INPUT: found a statement that writes (SQLITE_AUTH 23) while preparing 'VACUUM INTO \#
        'copy.db'' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"PRAGMA journal_mode = WAL"#,
      outcome: #"""
        INPUT: found the PRAGMA 'journal_mode' (SQLITE_AUTH 23) while preparing 'PRAGMA \#
        journal_mode = WAL' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"BEGIN IMMEDIATE"#,
      outcome: #"""
        INPUT: found a transaction command, 'BEGIN' (SQLITE_AUTH 23) while preparing 'BEGIN \#
        IMMEDIATE' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"SELECT id FROM g; DROP TABLE g"#,
      outcome: #"""
        INPUT: found a second statement (SQLITE_AUTH 23) while preparing 'SELECT id FROM g; \#
        DROP TABLE g' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .writingSQL, #"SELECT writefile('x', 'y') AS id"#,
      outcome: #"""
        INPUT: found 'no such function: writefile' (SQLITE_ERROR 1) while preparing 'SELECT \#
        writefile('x', 'y') AS id' for the groups of 'm', expected a statement that fits the \#
        database
        """#),
    .statement(
      .writingSQL, #"SELECT load_extension('evil.so') AS id"#,
      outcome: #"""
        INPUT: found a call of 'load_extension' (SQLITE_AUTH 23) while preparing 'SELECT \#
        load_extension('evil.so') AS id' for the groups of 'm', expected a statement that only \#
        reads
          use a single SELECT
        """#),
    .statement(
      .attachingSQL, #"ATTACH 'other.db' AS other"#,
      outcome: #"""
        INPUT: found an ATTACH of 'other.db' (SQLITE_AUTH 23) while preparing 'ATTACH \#
        'other.db' AS other' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .attachingSQL, #"ATTACH ':memory:' AS other"#,
      outcome: #"""
        INPUT: found an ATTACH of ':memory:' (SQLITE_AUTH 23) while preparing 'ATTACH \#
        ':memory:' AS other' for the groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .attachingSQL, #"DETACH main"#,
      outcome: #"""
        INPUT: found a DETACH of 'main' (SQLITE_AUTH 23) while preparing 'DETACH main' for the \#
        groups of 'm', expected a statement that only reads
          use a single SELECT
        """#),
    .statement(
      .endlessSQL,
      #"WITH RECURSIVE n(id) AS (VALUES(1) UNION SELECT id + 1 FROM n) SELECT max(id) AS id FROM n"#,
      outcome: #"""
        INPUT: found a statement that takes more than 1000000 steps (SQLITE_INTERRUPT 9) while \#
        reading 'WITH RECURSIVE n(id) AS (VALUES(1) UNION SELECT id + 1 FROM n) SELECT \#
        max(id) AS id FROM n' for the groups of 'm', expected a statement that ends
          simplify the statement or raise the limit of steps
        """#),
    .statement(
      .endlessSQL, #"SELECT sum(length(randomblob(1000000000))) AS id"#,
      outcome: #"""
        INPUT: found a call of 'randomblob' (SQLITE_AUTH 23) while preparing 'SELECT \#
        sum(length(randomblob(1000000000))) AS id' for the groups of 'm', expected a statement \#
        that only reads
          use a single SELECT
        """#),
    .statement(
      .endlessSQL, #"SELECT printf('%.*c', 800000000, 'x') AS id"#,
      outcome: #"1 group rows: the id is NULL"#),
  ]

  /// A view of a database that calls what is not allowed.
  private static func view(_ name: String, outcome: String) -> HostileInput {
    HostileInput(
      .viewsAndTriggers, "the view \(name)", side: .local(mapping: "groups: SELECT * FROM \(name)"),
      outcome: outcome
    ) { folder in
      try folder.write(
        try Fixture.bytes("broken/sqlite/views-and-triggers.db"), to: "input/app.db")
      return "app.db"
    }
  }

  /// A statement of a mapping, over a table of one group.
  private static func statement(_ kind: Kind, _ sql: String, outcome: String) -> HostileInput {
    .database(
      kind, sql, "CREATE TABLE g(id, name); INSERT INTO g VALUES(1, 'A')",
      side: .local(mapping: "groups: |\n  \(sql)"), outcome: outcome)
  }
}
