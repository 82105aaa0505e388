import DirectoryModel
import Testing

@testable import Ingest

/// Which properties answers of Graph state of an object, with a value or without.
struct GraphStatedTests {
  /// What is stated of somebody, in words: `name`, `upn`, `mail`, `department`, `city`, `mails`.
  private static func stated(
    _ files: GraphFiles, _ name: String, wanted: AttributeSet = .all
  ) throws -> String {
    let directory = try files.read(wanted: wanted)
    let guid = try #require(GUID(ShortGUID.spelledOut("<\(name)>")))
    let stated = directory.stated(of: try #require(directory.find(guid)))
    let words = [
      (stated.displayName, "name"), (stated.principalName, "upn"), (stated.mail, "mail"),
      (stated.attributes.contains(AttributeKey.department), "department"),
      (stated.attributes.contains(AttributeKey.city), "city"),
      (stated.attributes.contains(AttributeKey.otherMail), "mails"),
    ]
    return words.filter(\.0).map(\.1).joined(separator: " ")
  }

  private static func page(_ value: String) -> String {
    #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": ["#
      + value + "]}"
  }

  /// Two people; what is stated of each.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [(String, String)]
    let ann: String
    let ben: String
    var testDescription: String { name }
  }

  /// A row whose records all stand in one file.
  private static func alone(
    _ name: String, in file: String = "users.json", _ text: String, ann: String, ben: String
  ) -> Row {
    Row(name: name, files: [(file, text)], ann: ann, ben: ben)
  }

  static let rows: [Row] = [
    alone(
      "null is an answer",
      page(
        #"{"id": "<ann>", "displayName": "A", "department": null},"#
          + #"{"id": "<ben>", "displayName": "B", "department": null}"#),
      ann: "name department", ben: "name department"),
    alone(
      "an exporter leaves out what has no value",
      page(
        #"{"id": "<ann>", "displayName": "A", "mail": "a@x"},"#
          + #"{"id": "<ben>", "displayName": "B", "city": "C"}"#),
      ann: "name mail city", ben: "name mail city"),
    alone(
      "what nobody could read of an object that is left out concerns no other",
      page(
        #"{"displayName": "X", "department": 5, "city": []},"#
          + #"{"id": "<ann>", "displayName": "A"},"#
          + #"{"id": "<ben>", "displayName": "B", "department": "D", "city": "C"}"#),
      ann: "name department city", ben: "name department city"),
    alone(
      "what nobody could read of an object concerns itself alone",
      page(
        #"{"id": "<ann>", "displayName": "A", "department": 5, "otherMails": ["a@x", 5]},"#
          + #"{"id": "<ben>", "displayName": "B", "department": "D", "city": "C"}"#),
      ann: "name city", ben: "name department city mails"),
    alone(
      "what nobody could read of a member concerns the group no more than others",
      in: "groups.json",
      #"[{"id": "<ann>", "members": [{"id": "<eve>", "displayName": 5}], "displayName": "A"},"#
        + #"{"id": "<ben>", "displayName": "B", "members": [{"id": "<eve>", "displayName": 5}]}]"#,
      ann: "name", ben: "name"),
    alone(
      "pages of one file that were asked for otherwise", in: "users.jsonl",
      page(#"{"id": "<ann>", "displayName": "A", "department": "D"}"#) + "\n"
        + page(#"{"id": "<ben>", "displayName": "B"}"#),
      ann: "name department", ben: "name"),
    Row(
      name: "an answer about one person says nothing of the others in the list",
      files: [
        (
          "users.json",
          page(
            #"{"id": "<ann>", "displayName": "A"}, {"id": "<ben>", "displayName": "B"}"#)
        ), ("ann.json", #"{"id": "<ann>", "displayName": "A", "department": "D", "mail": null}"#),
      ], ann: "name mail department", ben: "name"),
    alone(
      "lines of one list", in: "users.jsonl",
      #"{"id": "<ann>", "displayName": "A", "city": "C"}"# + "\n"
        + #"{"id": "<ben>", "displayName": "B", "otherMails": []}"#,
      ann: "name city mails", ben: "name city mails"),
    alone(
      "somebody whom the application may not read",
      page(
        #"{"id": "<ann>", "displayName": null, "userPrincipalName": null, "mail": null},"#
          + #"{"id": "<ben>", "displayName": "B", "mail": "b@x"}"#),
      ann: "", ben: "name mail"),
    Row(
      name: "a value that means nothing is no answer",
      files: [
        ("ann.json", #"{"id": "<ann>", "displayName": "A", "department": 5, "city": null}"#),
        ("ben.json", #"{"id": "<ben>", "displayName": "B", "otherMails": {}, "mail": []}"#),
      ], ann: "name city", ben: "name"),
    Row(
      name: "what is only referred to",
      files: [
        ("users.json", page(#"{"id": "<ann>", "displayName": "A", "mail": "a@x"}"#)),
        (
          "groups.json",
          #"{"id": "<g>", "displayName": "G", "groupTypes": [], "members": [{"id": "<ben>"}]}"#
        ),
      ], ann: "name mail", ben: ""),
  ]

  @Test(arguments: rows)
  func `what a record states is what was asked for on its page`(_ row: Row) throws {
    var files = GraphFiles()
    files.files = row.files.map { ($0.0, $0.1) }
    #expect(try Self.stated(files, "ann") == row.ann)
    #expect(try Self.stated(files, "ben") == row.ben)
  }

  @Test func `what was not kept is not stated`() throws {
    let files = GraphFiles(
      (
        "users.json",
        Self.page(
          #"{"id": "<ann>", "displayName": "A", "department": "D", "city": null, "otherMails": []}"#
        )
      ))
    #expect(try Self.stated(files, "ann") == "name department city mails")
    #expect(try Self.stated(files, "ann", wanted: .audit) == "name mails")
    #expect(
      try Self.stated(files, "ann", wanted: AttributeKey.city.asSet) == "name city")
  }
}
