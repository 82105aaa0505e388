import DirectoryModel
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct ROADreconTests {
  /// One row a database: statements beside those of the pair, and the lines that change.
  static let rows: [(sql: String, shown: Set<Facts>, facts: String)] = [
    (
      ROADreconFiles.pair, Facts.usual,
      """
      user <ann>
      user <ann> displayName 'Ann'
      user <ann> onPremises no
      group <g>
      group <g> displayName 'G'
      group <g> onPremises no
      group <g> kind unknown
      group <g> dynamic no
      group <g> members complete
      group <g> members: user <ann>
      group <g> owners complete
      group <g> owners: user <ann>
      all users complete
      all groups complete
      """
    ),
    (
      """
      INSERT INTO Users VALUES ('<ann>', NULL, 'Ann', 'ann@c', 'a@c', 1, 'Guest', 1, 'x==',
        '["o@x"]', '["SMTP:a@c", "smtp:b@c"]');
      INSERT INTO Users VALUES ('<bob>', '2024-01-01 00:00:00.000000', NULL, NULL, NULL, 0,
        'Member', 0, NULL, NULL, '[]');
      """, [.objects, .attributes],
      """
      user <ann>
      user <ann> displayName 'Ann'
      user <ann> principalName 'ann@c'
      user <ann> mail 'a@c'
      user <ann> enabled yes
      user <ann> guest yes
      user <ann> onPremises yes
      user <ann> proxyAddress 'SMTP:a@c'
      user <ann> proxyAddress 'smtp:b@c'
      user <ann> otherMail 'o@x'
      user <ann> onPremisesImmutableID 'x=='
      deleted user <bob>
      deleted user <bob> enabled no
      deleted user <bob> guest no
      deleted user <bob> onPremises no
      deleted user <bob> onPremises ended
      user <bob> deletedDateTime '2024-01-01 00:00:00.000000'
      """
    ),
    (
      """
      INSERT INTO Groups VALUES ('<g>', NULL, 'G', 'g@c', NULL, '["Unified", "DynamicMembership"]',
        0, 1, 'HiddenMembership', 'Paused', 1);
      INSERT INTO Groups VALUES ('<h>', NULL, 'H', NULL, 1, '{', 1, 0, NULL, NULL, 0);
      INSERT INTO Groups VALUES ('<i>', NULL, 'I', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      """, [.objects, .tallies],
      """
      group <g>
      group <g> displayName 'G'
      group <g> mail 'g@c'
      group <g> onPremises no
      group <g> kind Microsoft 365
      group <g> dynamic yes
      group <g> rule paused
      group <g> role-assignable
      group <g> hidden membership
      group <h>
      group <h> displayName 'H'
      group <h> onPremises yes
      group <h> kind unknown
      group <i>
      group <i> displayName 'I'
      group <i> onPremises no
      group <i> kind unknown
      left out: 1 values of 'groupTypes': they are no JSON list (roadrecon.db!Groups:2)
      """
    ),
    (
      "", [.states, .lists],
      """
      all users partial('Users' is empty: nothing was collected, or it failed)
      all groups partial('Groups' is empty: nothing was collected, or it failed)
      """
    ),
    (
      ROADreconFiles.pair + "DELETE FROM Users", [.states, .lists, .notes],
      """
      group <g> members partial(no users were collected, so their links are lost)
      group <g> members: user <ann>
      group <g> owners partial(no users were collected, so their links are lost)
      group <g> owners: user <ann>
      all users partial('Users' is empty: nothing was collected, or it failed)
      all groups complete
      note: 1 links of 'lnk_group_member_user' lead to a user that is in no table
      note: 1 links of 'lnk_group_owner_user' lead to a user that is in no table
      """
    ),
    (
      ROADreconFiles.pair + "DELETE FROM lnk_group_member_user; DROP TABLE lnk_group_owner_user",
      [.lists, .capabilities],
      """
      group <g> members partial(the tables of members are empty: nothing was collected, or it failed)
      can say: allGroupKinds nameCase threeValuedFlags dynamicMembers accountEnabled userType \
      userPrincipalNames mail onPremisesState
      """
    ),
    (
      ROADreconFiles.pair + """
        INSERT INTO lnk_group_member_user VALUES ('<g>', '<ann>'), ('<g>', '<zoe>'),
          ('<x>', '<ann>');
        """, [.lists, .tallies, .notes],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> members: user <zoe>
      group <g> owners complete
      group <g> owners: user <ann>
      group <x> members partial(the group is in no table)
      group <x> members: user <ann>
      note: 1 links of 'lnk_group_member_user' begin at a group that is in no table
      note: 1 links of 'lnk_group_member_user' lead to a user that is in no table
      """
    ),
    (
      ROADreconFiles.pair + """
        INSERT INTO lnk_group_member_user VALUES ('<g>', NULL);
        INSERT INTO lnk_group_owner_user VALUES (NULL, '<ann>'), ('x', '<ann>');
        INSERT INTO Users (objectId, displayName) VALUES (NULL, 'X'), (5, 'Y'), ('<bob>', 7);
        """, [.lists, .states, .tallies],
      """
      group <g> members partial(a row of the group could not be read)
      group <g> members: user <ann>
      group <g> owners partial(a row names no group)
      group <g> owners: user <ann>
      all users partial(2 rows of 'Users' could not be read)
      all groups complete
      left out: 2 rows of 'Users': they have no object identifier (roadrecon.db!Users:2)
      left out: 1 rows of 'lnk_group_member_user': they name nobody \
      (roadrecon.db!lnk_group_member_user:2)
      left out: 2 rows of 'lnk_group_owner_user': they name no group \
      (roadrecon.db!lnk_group_owner_user:2)
      """
    ),
    // A row of members that names nobody must not hide that a row of owners names no group.
    (
      ROADreconFiles.pair + """
        INSERT INTO Groups (objectId, groupTypes) VALUES ('<h>', '[]');
        INSERT INTO lnk_group_member_user VALUES ('<g>', NULL);
        INSERT INTO lnk_group_owner_user VALUES (NULL, '<ann>');
        """, [.lists],
      """
      group <g> members partial(a row of the group could not be read)
      group <g> members: user <ann>
      group <g> owners partial(a row names no group)
      group <g> owners: user <ann>
      group <h> members complete
      group <h> owners partial(a row names no group)
      """
    ),
    // A row of owners that names nobody says nothing of members.
    (
      ROADreconFiles.pair + "INSERT INTO lnk_group_owner_user VALUES ('<g>', 'x')", [.lists],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> owners partial(a row of the group could not be read)
      group <g> owners: user <ann>
      """
    ),
    (
      ROADreconFiles.pair + "INSERT INTO lnk_group_member_user VALUES ('', '<ann>')", [.lists],
      """
      group <g> members partial(a row names no group)
      group <g> members: user <ann>
      group <g> owners complete
      group <g> owners: user <ann>
      """
    ),
    (
      ROADreconFiles.pair + "UPDATE Groups SET visibility = 'HiddenMembership'; "
        + "INSERT INTO Groups (objectId, visibility) VALUES ('<h>', 'HiddenMembership')",
      [.lists],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> owners complete
      group <g> owners: user <ann>
      group <h> members partial(the group hides its members and none is shown)
      group <h> owners complete
      """
    ),
    // Devices may be none, or their request may have failed: then nothing tells of them.
    (
      ROADreconFiles.pair + ROADreconFiles.devices, [.states, .capabilities, .notes],
      """
      all users complete
      all groups complete
      all devices partial('Devices' is empty: nothing was collected, or it failed)
      note: no device was collected: whether groups have any as members cannot be said
      can say: allGroupKinds nameCase owners threeValuedFlags dynamicMembers accountEnabled \
      userType userPrincipalNames mail onPremisesState
      """
    ),
    (
      ROADreconFiles.pair + ROADreconFiles.devices
        + "INSERT INTO Devices VALUES ('<d>', 'D')", [.capabilities, .notes],
      """
      can say: allGroupKinds nameCase owners threeValuedFlags dynamicMembers accountEnabled \
      userType userPrincipalNames mail devices onPremisesState
      """
    ),
    // Groups name devices, and none was collected: those that were to be looked up are lost.
    (
      ROADreconFiles.pair + ROADreconFiles.devices
        + "INSERT INTO lnk_group_member_device VALUES ('<g>', '<d>')",
      [.lists, .capabilities, .notes],
      """
      group <g> members partial(groups name devices, but no device was collected: links may be lost)
      group <g> members: user <ann>
      group <g> members: device <d>
      group <g> owners complete
      group <g> owners: user <ann>
      note: 1 links of 'lnk_group_member_device' lead to a device that is in no table
      can say: allGroupKinds nameCase owners threeValuedFlags dynamicMembers accountEnabled userType \
      userPrincipalNames mail devices onPremisesState
      """
    ),
    (
      ROADreconFiles.pair + ROADreconFiles.devices
        + "INSERT INTO Devices VALUES ('<d>', 'D');"
        + "INSERT INTO lnk_group_member_device VALUES ('<g>', '<d>'), ('<g>', '<e>')",
      [.lists],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> members: device <d>
      group <g> members: device <e>
      group <g> owners complete
      group <g> owners: user <ann>
      """
    ),
    // Service principals are members and owners; what one list may have lost, the other may too.
    (
      ROADreconFiles.pair + ROADreconFiles.principals, [.lists, .notes],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> owners complete
      group <g> owners: user <ann>
      note: no service principal was collected: whether groups have any as members cannot be said
      """
    ),
    (
      ROADreconFiles.pair + ROADreconFiles.principals
        + "INSERT INTO lnk_group_owner_serviceprincipal VALUES ('<g>', '<s>')", [.lists],
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> owners partial(groups name service principals, but no service principal was \
      collected: links may be lost)
      group <g> owners: user <ann>
      group <g> owners: service principal <s>
      """
    ),
    (
      ROADreconFiles.pair + """
        CREATE TABLE TenantDetails (objectId TEXT, displayName TEXT, verifiedDomains TEXT);
        INSERT INTO TenantDetails VALUES ('<t>', 'Contoso', '[{"name": "a.b"}, {"name": "c.d"}]');
        """, [.tenant, .notes],
      "tenant <t> 'Contoso'\nnote: verified domains: a.b, c.d"
    ),
  ]

  @Test(arguments: rows)
  func `a database says what its rows say, and what it cannot`(
    _ row: (sql: String, shown: Set<Facts>, facts: String)
  ) throws {
    #expect(
      try ROADreconFiles.outcome(ROADreconFiles.tables + row.sql, row.shown) == row.facts)
  }

  @Test func `a row that stands there twice is one membership, and is counted`() throws {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/twice.db"
    let again = "INSERT INTO lnk_group_member_user VALUES ('<g>', '<ann>');"
    try DatabaseBuilder(creating: file).execute(
      ShortGUID.spelledOut(ROADreconFiles.tables + ROADreconFiles.pair + again + again))
    let directory = try ROADreconFiles.read(file)
    #expect(directory.members.targets.count == 1)
    #expect(directory.members.repeated.map(\.surplus) == [2])
  }

  @Test func `the names of Microsoft Graph are understood too`() throws {
    let sql = """
      CREATE TABLE Users (id TEXT, deletedDateTime TEXT, onPremisesSyncEnabled BOOLEAN,
        onPremisesImmutableId TEXT);
      CREATE TABLE Groups (id TEXT, onPremisesSyncEnabled BOOLEAN);
      CREATE TABLE lnk_group_member_user ("Group" TEXT, "User" TEXT);
      INSERT INTO Users VALUES ('<ann>', NULL, 1, 'x=='), ('<bob>', '2024', 0, NULL);
      INSERT INTO Groups VALUES ('<g>', NULL);
      INSERT INTO lnk_group_member_user VALUES ('<g>', '<ann>');
      """
    #expect(
      try ROADreconFiles.outcome(sql, [.objects, .attributes, .lists, .capabilities]) == """
        user <ann>
        user <ann> onPremises yes
        user <ann> onPremisesImmutableID 'x=='
        deleted user <bob>
        deleted user <bob> onPremises no
        deleted user <bob> onPremises ended
        user <bob> deletedDateTime '2024'
        group <g>
        group <g> onPremises no
        group <g> kind unknown
        group <g> members complete
        group <g> members: user <ann>
        can say: allGroupKinds nameCase threeValuedFlags dynamicMembers onPremisesState
        """)
  }

  @Test func `above three thousand groups links were written unseen`() throws {
    let many = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO Groups (objectId) SELECT printf('10000000-0000-4000-8000-%012x', i) FROM n;
      """
    #expect(
      try ROADreconFiles.outcome(
        ROADreconFiles.tables + ROADreconFiles.pair + many, [.notes])
        == "note: more than 3,000 groups: links were written without a look at their ends")
  }

  @Test func `links that were written unseen are whole though no device was collected`() throws {
    let many = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE 3000 > i)
      INSERT INTO Groups (objectId) SELECT printf('10000000-0000-4000-8000-%012x', i) FROM n;
      INSERT INTO lnk_group_member_device VALUES ('<g>', '<d>');
      """
    let sql = ROADreconFiles.tables + ROADreconFiles.pair + ROADreconFiles.devices + many
    let lines = try ROADreconFiles.outcome(sql, [.lists]).split(separator: "\n")
    #expect(
      lines.filter { $0.hasPrefix("group <g> members") } == [
        "group <g> members complete", "group <g> members: user <ann>",
        "group <g> members: device <d>",
      ])
  }

  /// One row a list of tables: whether they are ROADrecon's.
  static let schemas: [(sql: String, isClaimed: Bool)] = [
    (ROADreconFiles.tables, true),
    ("CREATE TABLE Users (objectId); CREATE TABLE Groups (objectId);", false),
    (
      "CREATE TABLE Users (id); CREATE TABLE Groups (id);"
        + "CREATE TABLE lnk_group_member_user (\"Group\", \"User\");", true
    ),
    (
      "CREATE TABLE Users (name); CREATE TABLE Groups (id);"
        + "CREATE TABLE lnk_group_member_user (\"Group\", \"User\");", false
    ),
    (
      "CREATE TABLE Users (id); CREATE TABLE Groups (id);"
        + "CREATE TABLE lnk_group_member_user (gid, uid);", false
    ),
    ("CREATE TABLE x (y)", false),
  ]

  @Test(arguments: schemas)
  func `the tables tell the format`(_ row: (sql: String, isClaimed: Bool)) throws {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/a.db"
    try DatabaseBuilder(creating: file).execute(row.sql)
    let tables = try Database(reading: file).tables()
    guard case .database(let claims, _) = TenantFormat.roadrecon.medium else {
      Issue.record("ROADrecon is read from databases")
      return
    }
    #expect(claims(tables) == row.isClaimed)
  }
}
