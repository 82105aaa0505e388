import DirectoryModel
import JSONText
import TestSupport
import Testing

@testable import Ingest

struct GraphFixturesTests {
  @Test func `Halden & Frost is read whole`() throws {
    let directory = try readTenant([Fixture.path("tenants/halden-frost")])
    #expect(directory.users.count == 64)
    #expect(directory.groups.count == 26)
    #expect(directory.devices.count == 4)
    #expect(directory.deleted.count == 4)
    #expect(directory.names.string(directory.tenantName) == "Halden & Frost")
    #expect(directory.tenantID == GUID("df17aa72-3bde-4468-a13b-ecb9733ba43b"))
    for kind in [ObjectKind.user, .group, .device] {
      #expect(directory.state(of: kind) == .complete)
    }
    for group in directory.groups {
      #expect(directory.members.state(of: group) == .complete)
      #expect(directory.owners.state(of: group) == .complete)
    }
    #expect(directory.tallies.map(\.subject) == ["files"])
    #expect(directory.tallies.map(\.reason) == ["neither JSON nor a database nor an archive"])
    #expect(directory.contradictions.isEmpty)
    let missing = Capability.labels.filter { !directory.capabilities.contains($0.0) }.map(\.1)
    #expect(missing == ["userExternalIDs", "groupExternalIDs"])
  }

  /// One row a recorded or documented answer, and what it says.
  static let answers: [(file: String, outcome: String)] = [
    ("recorded-2020-aadgraph-group-entity", oldAPI("recorded-2020-aadgraph-group-entity")),
    ("recorded-2020-aadgraph-groups-list", oldAPI("recorded-2020-aadgraph-groups-list")),
    (
      "recorded-2022-checkMemberGroups",
      "left out: 1 lists: 'Edm.String' has no part in groups "
        + "(export!recorded-2022-checkMemberGroups.json@94)"
    ),
    (
      "recorded-2022-group-entity",
      """
      group a3f6c606-38ec-42d7-8c0e-d4ecaf0d9d61
      group a3f6c606-38ec-42d7-8c0e-d4ecaf0d9d61 displayName 'testgroup000001'
      group a3f6c606-38ec-42d7-8c0e-d4ecaf0d9d61 onPremises no
      group a3f6c606-38ec-42d7-8c0e-d4ecaf0d9d61 kind security
      group a3f6c606-38ec-42d7-8c0e-d4ecaf0d9d61 dynamic no
      all groups partial(a single object does not say which others there are)
      """
    ),
    (
      "recorded-2022-group-members",
      "left out: 1 lists of members or owners: nothing says which group they belong to "
        + "(export!recorded-2022-group-members.json@88)"
    ),
    (
      "recorded-2023-groups-list",
      """
      group 00e7bb05-86a1-49e2-bb6e-3dd60ab63a3a
      group 00e7bb05-86a1-49e2-bb6e-3dd60ab63a3a displayName 'graphusertest_g'
      group 00e7bb05-86a1-49e2-bb6e-3dd60ab63a3a onPremises no
      group 00e7bb05-86a1-49e2-bb6e-3dd60ab63a3a kind security
      group 00e7bb05-86a1-49e2-bb6e-3dd60ab63a3a dynamic no
      all groups complete
      """
    ),
    (
      "recorded-2023-user-entity",
      """
      user e0872b63-3a2d-4edc-b1df-9d63302db894
      user e0872b63-3a2d-4edc-b1df-9d63302db894 displayName 'graphusertest000004'
      user e0872b63-3a2d-4edc-b1df-9d63302db894 principalName \
      'graphusertest000001@AzureSDKTeam.onmicrosoft.com'
      all users partial(a single object does not say which others there are)
      """
    ),
    (
      "docs-example-deletedItems-group",
      """
      deleted group 46cc6179-19d0-473e-97ad-6ff84347bbbb
      deleted group 46cc6179-19d0-473e-97ad-6ff84347bbbb displayName 'SampleGroup'
      deleted group 46cc6179-19d0-473e-97ad-6ff84347bbbb mail 'example@contoso.com'
      deleted group 46cc6179-19d0-473e-97ad-6ff84347bbbb kind Microsoft 365
      deleted group 46cc6179-19d0-473e-97ad-6ff84347bbbb dynamic no
      """
    ),
    (
      "docs-example-groups",
      """
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4 displayName 'Golf Assist'
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4 mail 'golfassist@contoso.com'
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4 onPremises no
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4 kind Microsoft 365
      group 45b7d2e7-b882-4a80-ba97-10b7a63b8fa4 dynamic no
      group d7797254-3084-44d0-99c9-a3b5ab149538
      group d7797254-3084-44d0-99c9-a3b5ab149538 displayName 'Golf Discussion'
      group d7797254-3084-44d0-99c9-a3b5ab149538 mail 'golftalk@contoso.com'
      group d7797254-3084-44d0-99c9-a3b5ab149538 onPremises no
      group d7797254-3084-44d0-99c9-a3b5ab149538 kind distribution
      group d7797254-3084-44d0-99c9-a3b5ab149538 dynamic no
      all groups complete
      """
    ),
    ("docs-example-group-members", nobody("docs-example-group-members", at: 96)),
    ("docs-example-group-owners", nobody("docs-example-group-owners", at: 96)),
    (
      "docs-example-group-transitiveMembers",
      "left out: 1 lists: a relation that is neither members nor owners has no part in groups "
        + "(export!docs-example-group-transitiveMembers.json@13)"
    ),
    (
      "docs-example-user-transitiveMemberOf",
      "left out: 1 lists: a relation that is neither members nor owners has no part in groups "
        + "(export!docs-example-user-transitiveMemberOf.json@96)"
    ),
    ("docs-example-groups-delta", delta("docs-example-groups-delta", "3 (byte 96)")),
    ("docs-example-users-delta", delta("docs-example-users-delta", "3 (byte 95)")),
    ("docs-example-devices-delta", delta("docs-example-devices-delta", "3 (byte 97)")),
    (
      "docs-example-directoryObjects-delta",
      delta("docs-example-directoryObjects-delta", "3 (byte 106)")
    ),
    ("groups-delta-round1-page1", delta("groups-delta-round1-page1", "3 (byte 173)")),
    (
      "Get-MgGroup_ConvertTo-Json_ps7_utf8",
      "export!Get-MgGroup_ConvertTo-Json_ps7_utf8.json:34 (byte 1058): found "
        + "'AdditionalProperties', a key that Microsoft Graph PowerShell writes, "
        + "expected the keys of Microsoft Graph, which begin in lower case\n"
        + "  save the answers themselves: Invoke-MgGraphRequest -OutputType Json"
    ),
  ]

  private static func oldAPI(_ file: String) -> String {
    "export!\(file).json:1 (byte 1): found 'odata.metadata', a key of Azure AD Graph, expected "
      + "the keys of Microsoft Graph\n"
      + "  Azure AD Graph was retired; export with Microsoft Graph, AzureHound or ROADrecon"
  }

  private static func nobody(_ file: String, at offset: Int) -> String {
    "left out: 1 lists of members or owners: nothing says which group they belong to "
      + "(export!\(file).json@\(offset))"
  }

  private static func delta(_ file: String, _ place: String) -> String {
    "export!\(file).json:\(place): found a page of a delta query, expected a full list of "
      + "Microsoft Graph\n  delta queries tell changes; export the lists without '/delta'"
  }

  @Test(arguments: answers)
  func `a recorded or documented answer says what it says`(
    _ row: (file: String, outcome: String)
  ) throws {
    var files = try GraphFiles(fixtures: ["graph/\(row.file).json"])
    files.files[0].name = "\(row.file).json"
    #expect(files.outcome([.objects, .lists, .states, .tallies]) == row.outcome)
  }

  @Test func `every documented answer is read, left out or refused with its place`() throws {
    let mocks = try JSONValue(
      parsing: Fixture.bytes("tenants/graph/msgraph-docs-mocks-directory-subset.json"))
    var (read, refused) = (0, 0)
    for mock in mocks["mocks"]?.elements ?? [] {
      guard let body = mock["response"]?["body"] else { continue }
      do {
        _ = try GraphFiles(("answer.json", body.text ?? body.json)).read()
        read += 1
      } catch let error as IngestError {
        #expect(error.position != nil && error.entry == "answer.json", "\(error)")
        refused += 1
      }
    }
    #expect(read == 145)
    #expect(refused == 33)
  }
}

extension JSONValue {
  /// The value as JSON.
  fileprivate var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }

  private func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let bool): writer.bool(bool)
    case .number(let text): writer.number(text)
    case .string(let text): writer.string(text)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.key)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}
