import DirectoryModel
import Testing

@testable import Reports

/// Places of evidence, taken apart for tools.
struct SARIFPlaceTests {
  static let reader = SARIFPlace.Reader([
    PlaceUnit(input: "export.zip", entry: "groups/1.json", counting: .byteOffset),
    PlaceUnit(input: "users.json", counting: .byteOffset),
    PlaceUnit(input: "app.csv", counting: .line),
    PlaceUnit(input: "app.db", entry: "users", counting: .row),
    PlaceUnit(input: "a@b:c.json", entry: "d:5@6", counting: .byteOffset),
  ])

  static let rows: [(text: String, place: SARIFPlace)] = [
    (
      "export.zip!groups/1.json@42",
      SARIFPlace(input: "export.zip", entry: "groups/1.json", spot: .byteOffset(42))
    ),
    ("users.json@0", SARIFPlace(input: "users.json", entry: nil, spot: .byteOffset(0))),
    ("app.csv:7", SARIFPlace(input: "app.csv", entry: nil, spot: .line(7))),
    ("app.csv:0", SARIFPlace(input: "app.csv", entry: nil, spot: .line(1))),
    ("app.db!users:30", SARIFPlace(input: "app.db", entry: nil, spot: .row("users:30"))),
    ("a@b:c.json!d:5@6@7", SARIFPlace(input: "a@b:c.json", entry: "d:5@6", spot: .byteOffset(7))),
    ("links.csv:3", SARIFPlace(input: "links.csv", entry: nil, spot: .line(3))),
    ("links.csv", SARIFPlace(input: "links.csv", entry: nil, spot: nil)),
    // Lines count from 1: a file that nobody read line by line has no line 0.
    ("links.csv:0", SARIFPlace(input: "links.csv", entry: nil, spot: nil)),
    ("links.csv@9", SARIFPlace(input: "links.csv", entry: nil, spot: .line(9))),
    ("app.db!users:0", SARIFPlace(input: "app.db", entry: nil, spot: .row("users:0"))),
    ("users.json@+5", SARIFPlace(input: "users.json@+5", entry: nil, spot: nil)),
    ("users.json@5 ", SARIFPlace(input: "users.json@5 ", entry: nil, spot: nil)),
    (
      "users.json@18446744073709551615",
      SARIFPlace(input: "users.json", entry: nil, spot: .byteOffset(.max))
    ),
    ("USERS.json@1", SARIFPlace(input: "USERS.json", entry: nil, spot: .line(1))),
    ("", SARIFPlace(input: "", entry: nil, spot: nil)),
    ("C:x", SARIFPlace(input: "C:x", entry: nil, spot: nil)),
    ("app.csv:", SARIFPlace(input: "app.csv:", entry: nil, spot: nil)),
    (
      "app.csv:99999999999999999999999",
      SARIFPlace(input: "app.csv:99999999999999999999999", entry: nil, spot: nil)
    ),
  ]

  @Test(arguments: rows)
  func `a place is taken apart by what its unit counts`(_ row: (text: String, place: SARIFPlace)) {
    #expect(Self.reader.place(row.text) == row.place)
  }

  static let addresses: [(path: String, uri: String)] = [
    ("fixtures/a.json", "fixtures/a.json"),
    ("/var/lib/app.db", "/var/lib/app.db"),
    ("two words.json", "two%20words.json"),
    ("50%.json", "50%25.json"),
    ("grüße.json", "gr%C3%BC%C3%9Fe.json"),
    ("a:b.json", "a%3Ab.json"),
    ("a?b#c.json", "a%3Fb%23c.json"),
    ("//host/share", "/.//host/share"),
    ("line\nbreak", "line%0Abreak"),
    ("[x]{y}", "%5Bx%5D%7By%7D"),
  ]

  @Test(arguments: addresses)
  func `a path becomes an address that any reader takes`(_ row: (path: String, uri: String)) {
    #expect(SARIFPlace.uri(row.path) == row.uri)
  }
}
