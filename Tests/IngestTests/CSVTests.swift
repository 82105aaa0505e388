import DirectoryModel
import Files
import TestSupport
import Testing

@testable import Ingest

struct CSVTests {
  /// A text and the rendering of what was read.
  static let rows: [(name: String, bytes: [UInt8], rendered: String)] = [
    (
      "plain", Array("group,member\nFinance,ann\nFinance,bob\n".utf8),
      """
      group text Finance 'Finance'
        members: ann, bob
      user text ann 'ann'
      user text bob 'bob'

      """
    ),
    (
      "roles, BOM, semicolons and CR LF",
      Array("\u{FEFF}Group Name;Role;UPN\r\nA;Owner;ann\r\nA;;bob\r\nA;editor;cy\r\n".utf8),
      """
      group text A 'A'
        members: ann, bob, cy
        owners: ann
      user text ann 'ann'
      user text bob 'bob'
      user text cy 'cy'

      """
    ),
    (
      "quotes", Array("group,member\n\"a \"\"b\"\"\",\"x, y\"\n".utf8),
      #"""
      group text a "b" 'a "b"'
        members: x, y
      user text x, y 'x, y'

      """#
    ),
    (
      "object ids, twins and an empty cell",
      Array(
        """
        groupId,memberId
        AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01,u
        AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01,u

        AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01,

        """.utf8),
      """
      group text AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01 'AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01' \
      id=aa4c5b0e-52b0-4f0b-9d35-1a1f3a3b7c01 \
      externalIDText='AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01'
        members: u
      user text u 'u'
      repeated: u in AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01, 1 more
      left out: 1 lines: the member is empty

      """
    ),
    (
      "UTF-16",
      [0xFF, 0xFE] + "group,member\nÄ,b\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
      """
      group text Ä 'Ä'
        members: b
      user text b 'b'

      """
    ),
  ]

  @Test(arguments: rows)
  func `a CSV file gives groups, people and memberships`(
    _ row: (name: String, bytes: [UInt8], rendered: String)
  ) throws {
    let folder = try TemporaryFolder()
    let snapshot = try readLocal(folder.write(row.bytes, as: "members.csv"))
    let rendered = snapshot.rendered
    let lines = rendered.split(separator: "\nsource: ", maxSplits: 1)
    #expect("\(lines[0])\n" == row.rendered)
    #expect(
      rendered.hasSuffix(
        """
        groups: partial(groups without members are not in a CSV file)
        users: partial(people without groups are not in a CSV file)
        devices: not collected

        """))
  }

  @Test func `a role that nobody explains is noted`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Array("group,member,role\nA,x,editor\nA,y,editor\n".utf8), as: "m.csv")
    #expect(
      try readLocal(path).directory.sources.map(\.notes) == [
        ["the role 'editor' (rows: 2) is read as member; the mapping does not say"]
      ])
  }

  /// A text that is no such CSV and the whole message.
  static let refused: [(text: String, message: String)] = [
    (
      "name,mail\na,b\n",
      "PATH:1: found the headings 'name', 'mail', expected one for the group: 'group', "
        + "'groupname', 'groupid', 'groupdisplayname', 'team', 'collection', 'role'\n"
        + "  a CSV file has the columns group, member and, at will, role"
    ),
    (
      "group,member\na\n",
      "PATH:2: found 1 columns, expected 2\n  quote cells that hold the separator"
    ),
    (
      "group,member\n\n\"a\"b,c\n",
      "PATH:3: found text after a closing quotation mark, expected a separator or the end of the "
        + "line\n  write a quotation mark inside quotes twice"
    ),
    (
      "group,member\n\"a,c\n",
      "PATH:2: found an open quotation mark, expected its closing one\n"
        + "  the file was cut, or a cell with a quotation mark is not quoted"
    ),
    ("\n\n", "PATH: found no line, expected a heading with 'group' and 'member'"),
  ]

  @Test(arguments: refused)
  func `a file that is no such CSV is refused with its line`(
    _ row: (text: String, message: String)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(row.text.utf8), as: "m.csv")
    #expect(told { try readLocal(path) } == row.message.replacingPath(path))
  }

  /// Headings, and the group and the member that a line of `a,b,c` names.
  static let headings: [(heading: String, group: String, member: String, hasOwners: Bool)] = [
    ("group,member,x", "a", "b", false), ("x,group,member", "b", "c", false),
    // 'role' heads the groups only where nothing else does.
    ("role,user,x", "a", "b", false), ("role,user,group", "c", "b", true),
    ("group,user,role", "a", "b", true), ("team,role,member", "a", "c", true),
    ("role,Permission,user", "a", "c", true), ("role,user,team", "c", "b", true),
    // Of two that mean the same the first counts.
    ("group,team,user", "a", "c", false), ("user,mail,group", "c", "a", false),
    ("Group_Name,E-Mail,x", "a", "b", false), (" GROUP ID ,U P N,x", "a", "b", false),
  ]

  @Test(arguments: headings)
  func `headings are told apart without case, blanks and signs`(
    _ row: (heading: String, group: String, member: String, hasOwners: Bool)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("\(row.heading)\na,b,c\n".utf8), as: "m.csv")
    let directory = try readLocal(path).directory
    #expect(directory.groups.map { directory.displayName($0) } == [row.group])
    #expect(directory.users.map { directory.principalName($0) } == [row.member])
    #expect(directory.sources[0].capabilities.contains(.owners) == row.hasOwners)
  }

  @Test(arguments: [1, 19, 20, 21, 200])
  func `twenty of the headings that do not fit are told`(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let heading = (0..<count).map { "h\($0)" }.joined(separator: ",")
    let path = try folder.write(Array("\(heading)\n".utf8), as: "m.csv")
    let named = (0..<min(count, 20)).map { "'h\($0)'" }.joined(separator: ", ")
    let message = told { try readLocal(path) }
    #expect(message.hasPrefix("\(path):1: found the headings \(named), expected one for the group"))
  }

  @Test func `a cut UTF-16 file is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([0xFE, 0xFF, 0x00], as: "m.csv")
    #expect(
      told { try readLocal(path) }
        == "\(path): found UTF-16 with an odd number of bytes, expected whole characters\n"
        + "  the file was cut; export it again")
  }

  @Test func `a CSV file has no parameters`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("group,member\n".utf8), as: "m.csv")
    #expect(
      told { try readLocal(path, parameters: ["org": "1"]) }
        == "\(path): found the parameter 'org' for a CSV file, expected no parameters")
  }
}
