import DirectoryModel
import Testing

@testable import Ingest

struct GraphRefusalTests {
  private static let old = "https://graph.windows.net/x/$metadata#directoryObjects"

  /// One row an input that is refused, and all that is said of it.
  static let rows: [(path: String, text: String, message: String)] = [
    (
      "a.json", "893",
      "export!a.json:1 (byte 0): found a number as the whole answer, "
        + "expected an object or a list of Microsoft Graph"
    ),
    (
      "a.json", "",
      "export!a.json:1 (byte 0): found nothing, expected JSON of Microsoft Graph\n"
        + "  the file is empty; export it again"
    ),
    (
      "a.json", "{\"value\":\n5}",
      "export!a.json:2 (byte 10): found a number as 'value', expected a list"
    ),
    (
      "a.json", #"{"@odata.context": 5, "value": []}"#,
      "export!a.json:1 (byte 19): found an '@odata.context' that is no text, expected an address"
    ),
    (
      "a.json", #"{"@odata.count": "5", "value": []}"#,
      "export!a.json:1 (byte 17): found a text as '@odata.count', expected a whole number"
    ),
    (
      "a.json", #"{"@odata.nextLink": 5, "value": []}"#,
      "export!a.json:1 (byte 20): found a number as a link to the next page, expected an address"
    ),
    (
      "a.json",
      #"{"value": [{"id": "<g>", "groupTypes": []}], "@odata.context": "x/$metadata#users"}"#,
      "export!a.json:1 (byte 96): found '@odata.context' behind 'value', "
        + "expected it before 'value'\n"
        + "  sort the keys as Graph sends them, or name the file after the list in it"
    ),
    (
      "a.json", #"{"value": [{"id": "<ann>", "id": "<bob>"}]}"#,
      "export!a.json:1 (byte 58): found the key 'id' again, expected each key of an object once"
    ),
    (
      "a.json", #"{"<g>": [], "<g>": []}"#,
      "export!a.json:1 (byte 45): found the key '<g>' again, "
        + "expected each key of an object once"
    ),
    (
      "a.json", #"{"value": [{"id": "<ann>"}"#,
      "export!a.json:1 (byte 57): found the end of the input, expected ',' or ']'\n"
        + "  the file was cut or damaged; export or copy it again"
    ),
    (
      "a.json", #"{"value": [], "@odata.deltaLink": "https://x"}"#,
      "export!a.json:1 (byte 14): found the last page of a delta query, "
        + "expected a full list of Microsoft Graph\n"
        + "  delta queries tell changes; export the lists without '/delta'"
    ),
    (
      "a.json", #"{"@odata.nextLink": "https://x/groups/delta?$skiptoken=1", "value": []}"#,
      "export!a.json:1 (byte 20): found a page of a delta query, "
        + "expected a full list of Microsoft Graph\n"
        + "  delta queries tell changes; export the lists without '/delta'"
    ),
    (
      "a.json", #"{"value": [{"id": "<g>", "members@delta": []}]}"#,
      "export!a.json:1 (byte 58): found 'members@delta', which delta queries answer with, "
        + "expected a full list of Microsoft Graph\n"
        + "  delta queries tell changes; export the lists without '/delta'"
    ),
    (
      "a.json", #"[{"Id": "<g>", "DisplayName": "G"}]"#,
      "export!a.json:1 (byte 66): found 'Id', a key that Microsoft Graph PowerShell writes, "
        + "expected the keys of Microsoft Graph, which begin in lower case\n"
        + "  save the answers themselves: Invoke-MgGraphRequest -OutputType Json"
    ),
    (
      "<g>_members.json", #"[{"Id": "<a>", "AdditionalProperties": {}}]"#,
      "export!<g>_members.json:1 (byte 2): found 'Id', a key that Microsoft Graph PowerShell "
        + "writes, expected the keys of Microsoft Graph, which begin in lower case\n"
        + "  save the answers themselves: Invoke-MgGraphRequest -OutputType Json"
    ),
    (
      "a.json", "{\"odata.metadata\": \"\(old)\", \"value\": []}",
      "export!a.json:1 (byte 1): found 'odata.metadata', a key of Azure AD Graph, "
        + "expected the keys of Microsoft Graph\n"
        + "  Azure AD Graph was retired; export with Microsoft Graph, AzureHound or ROADrecon"
    ),
    (
      "Groups/<g>/Members/<a>/<a>.json", #"{"id": "<a>"}"#,
      "export!Groups/<g>/Members/<a>/<a>.json: found a folder tree of EntraExporter with a file "
        + "for each membership, expected answers of Microsoft Graph\n"
        + "  collect the tenant with AzureHound or ROADrecon, or save the lists of Graph"
    ),
    (
      "organization.json",
      #"[{"id": "<t>", "displayName": "T"}, {"id": "<u>", "displayName": "U"}]"#,
      "export!organization.json: found the tenant '<u>', expected the tenant '<t>' "
        + "of export!organization.json\n"
        + "  give the exports of one tenant at a time"
    ),
  ]

  @Test(arguments: rows)
  func `what cannot be a snapshot is refused in so many words`(
    _ row: (path: String, text: String, message: String)
  ) {
    #expect(GraphFiles((row.path, row.text)).outcome() == row.message)
  }
}
