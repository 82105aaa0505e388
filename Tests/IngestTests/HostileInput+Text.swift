import TestSupport

private let one = "00000000-0000-4000-8000-000000000001"
private let two = "00000000-0000-4000-8000-000000000002"

/// A page of users.
private func users(_ records: String) -> String {
  #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":["#
    + records + "]}"
}

/// The beginning of a file of AzureHound.
private func hound(_ record: String) -> String { #"{"data":[{"kind":"AZUser","data":"# + record }

extension HostileInput {
  /// JSON that is deep, ambiguous, huge or no text.
  static let json: [HostileInput] = [
    .text(
      .deepJSON, "containers inside each other in a property that is skipped", "users.json",
      users(#"{"id":"\#(one)","x":\#(String(repeating: "[", count: 600))"#),
      outcome: #"""
        INPUT:1 (byte 636): found more containers inside each other, expected at most 512
        """#),
    .text(
      .deepJSON, "a document of brackets", "users.json", String(repeating: "[", count: 1_000_000),
      outcome: #"""
        INPUT: found a JSON array that holds no objects, expected a tenant export
          (formats)
        """#),
    .text(
      .deepJSON, "objects inside each other in AzureHound", "azurehound.json",
      hound(#"{"id":"\#(one)","x":"# + String(repeating: #"{"a":"#, count: 600)),
      outcome: #"""
        INPUT:1 (byte 2622): found more containers inside each other, expected at most 512
        """#),
    .text(
      .duplicateKeys, "an identifier twice", "users.json",
      users(#"{"id":"\#(one)","id":"\#(two)"}"#),
      outcome: #"""
        INPUT:1 (byte 123): found the key 'id' again, expected each key of an object once
        """#),
    .text(
      .duplicateKeys, "two lists in one page", "users.json",
      users("").dropLast() + #","value":[]}"#,
      outcome: #"""
        INPUT:1 (byte 80): found the key 'value' again, expected each key of an object once
        """#),
    .text(
      .duplicateKeys, "a key twice where it is skipped", "users.json",
      users(#"{"id":"\#(one)","userPrincipalName":"ada@x.example","x":{"a":1,"a":2}}"#),
      outcome: #"users: ada@x.example"#),
    .text(
      .duplicateKeys, "an identifier twice in AzureHound", "azurehound.json",
      hound(#"{"id":"\#(one)","id":"\#(two)"}}]}"#),
      outcome: #"""
        INPUT:1 (byte 78): found the key 'id' again, expected each key of an object once
        """#),
    .text(
      .hugeNumbers, "a number without bounds that is skipped", "users.json",
      users(#"{"id":"\#(one)","userPrincipalName":"ada@x.example","x":1e999999999}"#),
      outcome: #"users: ada@x.example"#),
    .text(
      .hugeNumbers, "a million digits that are skipped", "users.json",
      users(
        #"{"id":"\#(one)","userPrincipalName":"ada@x.example","x":"#
          + String(repeating: "9", count: 1_000_000) + "}"),
      outcome: #"users: ada@x.example"#),
    .text(
      .hugeNumbers, "a number for a name", "users.json",
      users(#"{"id":"\#(one)","displayName":1e999}"#),
      outcome: #"""
        users: 
        1 values of 'displayName': a number has no meaning there
        """#),
    .text(
      .hugeNumbers, "a number for a truth", "users.json",
      users(#"{"id":"\#(one)","accountEnabled":99999999999999999999999999}"#),
      outcome: #"""
        users: 
        1 values of 'accountEnabled': a number has no meaning there
        """#),
    .bytes(
      .invalidUTF8, "a byte that begins nothing", "users.json",
      Array(users(#"{"id":"\#(one)","displayName":"A?"}"#).utf8).map { $0 == 0x3F ? 0xFF : $0 },
      outcome: #"""
        INPUT:1 (byte 139): found byte 0xFF, expected well-formed UTF-8
          JSON is read as UTF-8 or UTF-16; save the file in one of these
        """#),
    .bytes(
      .invalidUTF8, "an overlong slash where it is skipped", "users.json",
      Array(users(#"{"id":"\#(one)","x":"??"}"#).utf8).map { $0 == 0x3F ? 0xC0 : $0 },
      outcome: #"""
        INPUT:1 (byte 128): found byte 0xC0, expected well-formed UTF-8
          JSON is read as UTF-8 or UTF-16; save the file in one of these
        """#),
    .text(
      .loneSurrogates, "half a sign as an escape", "users.json",
      users(#"{"id":"\#(one)","displayName":"\uD83D!"}"#),
      outcome: #"""
        INPUT:1 (byte 138): found a lone surrogate '\uD83D', expected '\uDC00' to '\uDFFF' \#
        after it
        """#),
    .bytes(
      .loneSurrogates, "half a sign in UTF-16", "users.json",
      [0xFF, 0xFE]
        + users(#"{"id":"\#(one)","displayName":"?"}"#).utf16.flatMap { unit -> [UInt8] in
          unit == 0x3F ? [0x3D, 0xD8] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        },
      outcome: #"""
        INPUT:1 (byte 278): found half a surrogate pair in UTF-16, expected both halves
          the file was damaged; export or copy it again
        """#),
  ]

  /// Names and keys that are no plain text.
  static let names: [HostileInput] = [
    .text(
      .nulInNames, "NUL in a display name", "users.json",
      users(#"{"id":"\#(one)","userPrincipalName":"a@x.example","displayName":"A\u0000B"}"#),
      outcome: #"users: A<0>B"#),
    .text(
      .nulInNames, "NUL in an identifier", "users.json",
      users(#"{"id":"\#(one)\u0000","userPrincipalName":"a@x.example"}"#),
      outcome: #"1 objects: they have no object identifier"#),
    .text(
      .nulInNames, "NUL itself in JSON", "users.json",
      users("{\"id\":\"\(one)\",\"displayName\":\"A\u{0}B\"}"),
      outcome: #"""
        INPUT:1 (byte 139): found byte 0x00, expected an escape such as '\n' or '\u0000'
          the file was cut or damaged; export or copy it again
        """#),
    .database(
      .nulInNames, "NUL in a text of a database",
      "CREATE TABLE g(id, name); INSERT INTO g VALUES(1, 'A' || char(0) || 'B'), (2, 'A')",
      side: .local(mapping: "groups: {table: g, columns: {id: id, name: name}}"),
      outcome: #"groups: A, A<0>B"#),
    .text(
      .nulInNames, "NUL in CSV", "members.csv", "group,member\nA\u{0}B,ada@x.example\n", side: .csv,
      outcome: #"""
        INPUT: found no header of SQLite, expected a SQLite database
          check that the file is the right one and not encrypted
        """#),
    .bytes(
      .invalidUTF8, "a byte that begins nothing in CSV", "members.csv",
      Array("group,member\nA?,ada@x.example\n".utf8).map { $0 == 0x3F ? 0xFF : $0 }, side: .csv,
      outcome: #"""
        users: ada@x.example
        groups: A<FF>
        """#),
    .database(
      .invalidUTF8, "bytes that are no UTF-8 in a database",
      "CREATE TABLE g(id, name); INSERT INTO g VALUES(1, CAST(x'41FF' AS TEXT))",
      side: .local(mapping: "groups: {table: g, columns: {id: id, name: name}}"),
      outcome: #"groups: A<FF>"#),
    .database(
      .hugeNumbers, "numbers as keys",
      "CREATE TABLE g(id, name);"
        + "INSERT INTO g VALUES(9223372036854775807, 'A'), (9e999, 'B'), (1e300, 'C')",
      side: .local(mapping: "groups: {table: g, columns: {id: id, name: name}}"),
      outcome: #"groups: A, B, C"#),
  ]
}
