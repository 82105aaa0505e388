import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// The properties that only rules and comparisons look at: what each format says of them.
struct FurtherPropertyTests {
  /// What is known of one property of somebody.
  struct Known: Equatable, CustomStringConvertible {
    var values: [String]
    var isStated: Bool

    var description: String { "\(values)\(isStated ? " stated" : "")" }
  }

  private static let nothing = Known(values: [], isStated: false)
  private static let absent = Known(values: [], isStated: true)

  private static func known(
    _ key: AttributeKey, of guid: String, in directory: Directory
  ) throws -> Known {
    let identifier = try #require(GUID(guid))
    let object = try #require(directory.find(identifier))
    return Known(
      values: directory.attributes.all(key, of: object).map { directory.names.string($0) },
      isStated: directory.stated(of: object).attributes.contains(key))
  }

  private static func complaints(_ directory: Directory) -> [String] {
    directory.tallies.map { "\($0.count) \($0.subject): \($0.reason)" }
  }

  /// The last element of a line of members: nothing, or `, "name": value`.
  private static func member(_ name: String, _ value: String?) -> String {
    value.map { #", "\#(name)": \#($0)"# } ?? ""
  }

  // MARK: Microsoft Graph

  /// Two people of one page, with a value of the property each, or without.
  private static func graph(
    _ sample: FurtherSample, _ ann: String?, _ ben: String?, wanted: AttributeSet = .all
  ) throws -> Directory {
    let people = [("ann", ann), ("ben", ben)].map { name, value in
      #"{"id": "<\#(name)>", "displayName": "\#(name)"\#(member(sample.name, value))}"#
    }
    let context = "https://graph.microsoft.com/v1.0/$metadata#users"
    return try GraphFiles(
      (
        "users.json",
        #"{"@odata.context": "\#(context)", "value": [\#(people.joined(separator: ", "))]}"#
      )
    ).read(wanted: wanted)
  }

  private static let ann = ShortGUID.spelledOut("<ann>")
  private static let ben = ShortGUID.spelledOut("<ben>")

  @Test(arguments: FurtherSample.all)
  func `an answer of Graph has a value, has none, or does not say`(_ sample: FurtherSample) throws {
    let value = Known(values: sample.values, isStated: true)
    let cases: [(ann: String?, ben: String?, known: [Known], complaints: [String])] = [
      (sample.json, nil, [value, Self.absent], []),
      (nil, sample.json, [Self.absent, value], []),
      (sample.json, "null", [value, Self.absent], []),
      (sample.null, nil, [Self.absent, Self.absent], []),
      ("null", "null", [Self.absent, Self.absent], []),
      (nil, nil, [Self.nothing, Self.nothing], []),
      (
        sample.wrong.json, nil, [Self.nothing, Self.nothing],
        ["1 values of '\(sample.name)': \(sample.complaint)"]
      ),
      (
        sample.wrong.json, sample.json, [Self.nothing, value],
        ["1 values of '\(sample.name)': \(sample.complaint)"]
      ),
    ]
    for (ann, ben, known, complaints) in cases {
      let directory = try Self.graph(sample, ann, ben)
      let found = try [Self.ann, Self.ben].map {
        try Self.known(sample.key, of: $0, in: directory)
      }
      #expect(found == known, "\(ann ?? "-") \(ben ?? "-")")
      #expect(Self.complaints(directory) == complaints)
    }
  }

  @Test(arguments: FurtherSample.all)
  func `what nobody asked for is not read`(_ sample: FurtherSample) throws {
    for value in [sample.json, sample.wrong.json, "null", "{\"a\": [{}]}"] {
      let bare = try Self.graph(sample, value, nil, wanted: .audit)
      #expect(try Self.known(sample.key, of: Self.ann, in: bare) == Self.nothing)
      #expect(Self.complaints(bare) == [])
    }
    for other in FurtherSample.all where other.key != sample.key {
      let narrow = try Self.graph(sample, sample.json, nil, wanted: other.key.asSet)
      #expect(try Self.known(sample.key, of: Self.ann, in: narrow) == Self.nothing)
      #expect(narrow.attributes.count == 0)
    }
    let own = try Self.graph(sample, sample.json, nil, wanted: sample.key.asSet)
    #expect(try Self.known(sample.key, of: Self.ann, in: own).values == sample.values)
  }

  @Test(arguments: FurtherSample.all)
  func `a lone object, lines and pages say the same of a property`(_ sample: FurtherSample) throws {
    let value = Known(values: sample.values, isStated: true)
    let object = #"{"id": "<ann>", "displayName": "A"\#(Self.member(sample.name, sample.json))}"#
    let bare = #"{"id": "<ben>", "displayName": "B"}"#
    for (file, text, other) in [
      ("users.json", "[\(object), \(bare)]", Self.absent),
      ("users.jsonl", object + "\n" + bare, Self.absent),
      ("users.json", #"{"value": [\#(object)]}"# + "\n" + #"{"value": [\#(bare)]}"#, Self.nothing),
      ("users.json", #"[{"value": [\#(object)]}, {"value": [\#(bare)]}]"#, Self.nothing),
    ] {
      let directory = try GraphFiles((file, text)).read()
      #expect(try Self.known(sample.key, of: Self.ann, in: directory) == value, "\(text)")
      #expect(try Self.known(sample.key, of: Self.ben, in: directory) == other, "\(text)")
    }
  }

  @Test(arguments: FurtherSample.all)
  func `a property that comes twice is refused only where it is read`(
    _ sample: FurtherSample
  ) throws {
    let twice = "\(sample.json)\(Self.member(sample.name, sample.json))"
    #expect(throws: (any Error).self) { try Self.graph(sample, twice, nil) }
    #expect(try Self.graph(sample, twice, nil, wanted: .audit).users.count == 2)
  }

  /// Values of lists and objects that are partly what they should be.
  static let partial: [(text: String, key: AttributeKey, known: Known, complaints: [String])] = [
    (#""businessPhones": []"#, .businessPhone, absent, []),
    (#""businessPhones": [7, "+1"]"#, .businessPhone, partly("+1"), ["businessPhones"]),
    (#""businessPhones": ["", "+1"]"#, .businessPhone, Known(values: [""], isStated: true), []),
    (#""imAddresses": ["a", null]"#, .imAddress, partly("a"), ["imAddresses"]),
    (#""imAddresses": [null]"#, .imAddress, nothing, ["imAddresses"]),
    (#""physicalIds": []"#, .physicalID, absent, []),
    (#""systemLabels": {}"#, .systemLabel, nothing, ["systemLabels"]),
    (#""assignedPlans": []"#, .assignedPlan, absent, []),
    (#""assignedPlans": {}"#, .assignedPlan, nothing, ["assignedPlans"]),
    (#""assignedPlans": [{}]"#, .assignedPlan, told("- - -"), []),
    (
      #""assignedPlans": [{"servicePlanId": "p"}, [5], "x"]"#, .assignedPlan, partly("p - -"),
      ["assignedPlans"]
    ),
    (#""assignedPlans": [{"service": ["x"]}]"#, .assignedPlan, nothing, ["assignedPlans"]),
    (#""assignedPlans": [{"capabilityStatus": 1}]"#, .assignedPlan, nothing, ["assignedPlans"]),
    (#""assignedPlans": [{"servicePlanId": "a b"}]"#, .assignedPlan, nothing, ["assignedPlans"]),
    (#""manager": {"mail": null, "id": "<ben>", "x": {"id": "y"}}"#, .manager, told(ben), []),
    (#""manager": null"#, .manager, absent, []),
    (#""manager": {}"#, .manager, nothing, ["manager"]),
    (#""manager": {"id": 5}"#, .manager, nothing, ["manager"]),
    (#""manager": {"id": {"id": "<ben>"}}"#, .manager, nothing, ["manager"]),
    (#""manager": {"ID": "<ben>", "id": "ben"}"#, .manager, nothing, ["manager"]),
    (#""manager": "<ben>""#, .manager, nothing, ["manager"]),
    (#""manager": [{"id": "<ben>"}]"#, .manager, nothing, ["manager"]),
    (#""isRooted": false"#, .isRooted, told("false"), []),
    (#""country": """#, .country, Known(values: [""], isStated: true), []),
    (#""country": ["Norway"]"#, .country, nothing, ["country"]),
    (#""extensionAttributes": {}"#, .extensionAttribute3, nothing, []),
    (#""extensionAttributes": null"#, .extensionAttribute3, absent, []),
    (#""extensionAttributes": "x""#, .extensionAttribute3, nothing, ["extensionAttributes"]),
    (
      #""extensionAttributes": {"extensionAttribute3": [1], "extensionAttribute4": "d"}"#,
      .extensionAttribute3, nothing, ["extensionAttribute3"]
    ),
    (
      #""extensionAttributes": {"extensionAttribute3": "c", "extensionAttribute16": "p"}"#,
      .extensionAttribute3, told("c"), []
    ),
    (
      #""extensionAttributes": {"extensionAttribute03": "c", "ExtensionAttribute3": "c"}"#,
      .extensionAttribute3, nothing, []
    ),
  ]

  private static func told(_ value: String) -> Known { Known(values: [value], isStated: true) }

  private static func partly(_ value: String) -> Known { Known(values: [value], isStated: false) }

  @Test(arguments: partial)
  func `of a list or an object what can be read is kept`(
    _ row: (text: String, key: AttributeKey, known: Known, complaints: [String])
  ) throws {
    let directory = try GraphFiles(
      ("ann.json", #"{"id": "<ann>", "displayName": "A", "userType": "Member", \#(row.text)}"#)
    ).read()
    #expect(try Self.known(row.key, of: Self.ann, in: directory) == row.known)
    #expect(directory.tallies.map(\.subject) == row.complaints.map { "values of '\($0)'" })
  }

  @Test(arguments: [
    (
      #""extensionAttributes": {"extensionAttribute1": "a", "extensionAttribute1": "b"}"#,
      "extensionAttribute1"
    ),
    (#""assignedPlans": [{"service": "a", "service": "b"}]"#, "service"),
    (#""manager": {"id": "<ben>", "id": "<ann>"}"#, "id"),
    (#""country": "a", "state": "b", "country": null"#, "country"),
  ])
  func `a key of a value that comes twice is refused`(_ text: String, _ key: String) {
    let files = GraphFiles(("ann.json", #"{"id": "<ann>", \#(text)}"#))
    #expect(files.outcome().contains("found the key '\(key)' again"))
  }

  @Test func `AzureHound and ROADrecon have no managers`() throws {
    let text = Hound.user("a1", #","manager":{"id":"\#(Hound.id("a2"))"}"#)
    let hound = try Hound.read(Hound.file([text, text]), options: IngestOptions(wanted: .all))
    #expect(hound.attributes.entries(of: .manager).isEmpty && hound.tallies.isEmpty)
    let sample = FurtherSample.all[0]
    let table = try Self.roadrecon(sample, column: "manager", value: "'\(Self.ben)'")
    #expect(table.known == [Self.nothing, Self.nothing] && table.complaints == [])
  }

  @Test func `somebody whom the application may not read says nothing`() throws {
    let directory = try GraphFiles(
      ("ann.json", #"{"id": "<ann>", "displayName": null, "country": null, "state": null}"#)
    ).read()
    #expect(try Self.known(.country, of: Self.ann, in: directory) == Self.nothing)
  }

  // MARK: AzureHound

  private static func hound(
    _ sample: FurtherSample, _ values: [String?], wanted: AttributeSet = .all
  ) throws -> [Known] {
    let records = values.enumerated().map { index, value in
      Hound.user("a\(index)", member(sample.name, value))
    }
    let directory = try Hound.read(
      Hound.file(records), options: IngestOptions(wanted: wanted))
    #expect(directory.tallies.isEmpty)
    return try values.indices.map {
      try Self.known(sample.key, of: Hound.id("a\($0)"), in: directory)
    }
  }

  @Test(arguments: FurtherSample.all)
  func `AzureHound leaves out what has no value, or writes nothing in its place`(
    _ sample: FurtherSample
  ) throws {
    let value = Known(values: sample.values, isStated: true)
    let empty = sample.json.hasPrefix("{") ? #"{"\#(sample.column)": ""}"# : "\"\""
    #expect(
      try Self.hound(sample, [sample.json, nil, "null"]) == [value, Self.absent, Self.absent])
    #expect(
      try Self.hound(sample, [nil, "null", nil]) == [Self.nothing, Self.nothing, Self.nothing])
    let known = try Self.hound(sample, [empty, empty, sample.json, empty, sample.json])
    #expect(known == [Self.absent, Self.absent, value, Self.absent, value])
    #expect(try Self.hound(sample, [empty, empty]) == [Self.nothing, Self.nothing])
    #expect(
      try Self.hound(sample, [sample.wrong.json, "{}", "[]"]).allSatisfy { $0 == Self.nothing })
    if sample.key != .manager {
      #expect(
        try Self.hound(sample, [sample.wrong.json, sample.json, nil])
          == [Self.nothing, value, Self.absent])
    }
    #expect(try Self.hound(sample, [sample.json], wanted: .audit) == [Self.nothing])
    #expect(try Self.hound(sample, [sample.json], wanted: sample.key.asSet) == [value])
  }

  // MARK: ROADrecon

  /// What a table of two people says, whose second one has no value unless one is given.
  private static func roadrecon(
    _ sample: FurtherSample, column: String, value: String, other: String = "NULL",
    more: String = "", wanted: AttributeSet = .all
  ) throws -> (known: [Known], complaints: [String]) {
    let sql = """
      CREATE TABLE Users (objectId TEXT, displayName TEXT, "\(column)"\(more));
      CREATE TABLE Groups (objectId TEXT);
      CREATE TABLE lnk_group_member_user ("Group" TEXT, "User" TEXT);
      INSERT INTO Users (objectId, displayName, "\(column)") VALUES ('<ann>', 'A', \(value));
      INSERT INTO Users (objectId, displayName, "\(column)") VALUES ('<ben>', 'B', \(other));
      """
    let folder = try ScratchFolder()
    let file = "\(folder.path)/roadrecon.db"
    try ROADreconFiles.write(sql, to: file)
    let directory = try ROADreconFiles.read(file, wanted: wanted)
    let known = try [ann, ben].map { try Self.known(sample.key, of: $0, in: directory) }
    return (known, complaints(directory))
  }

  @Test(arguments: FurtherSample.all)
  func `a database of ROADrecon has a column for it, by its old name or its new one`(
    _ sample: FurtherSample
  ) throws {
    let value = Known(values: sample.values, isStated: true)
    for (column, text) in [(sample.column, sample.sql), (sample.name, sample.newSQL)] {
      let told = try Self.roadrecon(sample, column: column, value: text)
      #expect(told.known == [value, Self.absent], "\(column)")
      #expect(told.complaints == [])
      let untold = try Self.roadrecon(sample, column: column, value: "NULL")
      #expect(untold.known == [Self.nothing, Self.nothing])
      let unasked = try Self.roadrecon(sample, column: column, value: text, wanted: .audit)
      #expect(unasked.known == [Self.nothing, Self.nothing])
      let asked = try Self.roadrecon(
        sample, column: column, value: text, wanted: sample.key.asSet)
      #expect(asked.known == [value, Self.absent])
      let wrong = try Self.roadrecon(sample, column: column, value: sample.wrong.sql)
      #expect(wrong.known == [Self.nothing, Self.nothing])
      let mixed = try Self.roadrecon(
        sample, column: column, value: sample.wrong.sql, other: text)
      #expect(mixed.known == [Self.nothing, value], "\(column)")
      #expect(
        wrong.complaints == [
          "1 values of '\(column)': "
            + (sample.key == .isRooted ? "they are neither 0 nor 1" : "they are of another type")
        ])
    }
  }

  @Test func `where both names have a column, the old one counts`() throws {
    for sample in FurtherSample.all where sample.column != sample.name {
      let both = try Self.roadrecon(
        sample, column: sample.column, value: sample.sql,
        more: ", \"\(sample.name)\" DEFAULT '\(sample.json.hasPrefix("{") ? "{}" : "x")'")
      #expect(both.known == [Known(values: sample.values, isStated: true), Self.absent])
      #expect(both.complaints == [])
    }
  }

  /// Texts that should be JSON, and what is said of them.
  static let damaged: [(column: String, key: AttributeKey, value: String, complaint: String?)] = [
    ("businessPhones", .businessPhone, "'[\"+1\"'", "they are no JSON list"),
    ("businessPhones", .businessPhone, "'[]'", nil), ("systemLabels", .systemLabel, "''", nil),
    ("systemLabels", .systemLabel, "'[1]'", nil),
    ("physicalIds", .physicalID, "'[}'", "they are no JSON list"),
    ("onPremisesExtensionAttributes", .extensionAttribute1, "'x'", "they are no JSON object"),
    ("onPremisesExtensionAttributes", .extensionAttribute1, "'[]'", "they are no JSON object"),
    ("onPremisesExtensionAttributes", .extensionAttribute1, "'{}'", nil),
    (
      "extensionAttributes", .extensionAttribute1, #"'{"extensionAttribute1": 5}'"#, nil
    ),
  ]

  @Test(arguments: damaged)
  func `a text that is no JSON is counted and says nothing`(
    _ row: (column: String, key: AttributeKey, value: String, complaint: String?)
  ) throws {
    let sample = try #require(FurtherSample.all.first { $0.key == row.key })
    let found = try Self.roadrecon(sample, column: row.column, value: row.value)
    #expect(found.known == [Self.nothing, Self.nothing])
    #expect(
      found.complaints
        == [row.complaint.map { "1 values of '\(row.column)': \($0)" }]
        .compactMap { $0 })
  }

  // MARK: The table itself

  @Test func `every property that is read has a sample, and every sample is read`() {
    let read = FurtherProperty.all.reduce(into: AttributeSet()) { $0.formUnion($1.attributes) }
    #expect(
      AttributeKey.allCases.filter { read.contains($0) }
        == AttributeKey.allCases.filter { key in
          key == .manager || FurtherSample.all.contains { $0.key == key }
        })
    #expect(FurtherProperty.areWanted(.all) && !FurtherProperty.areWanted(.audit))
    #expect(!FurtherProperty.areWanted([]))
    for sample in FurtherSample.all { #expect(FurtherProperty.areWanted(sample.key.asSet)) }
  }
}
