import DirectoryModel
import Testing

@testable import Ingest

struct GraphObjectsTests {
  /// One row a property: the object's text and the facts that follow from it.
  static let properties: [(text: String, facts: [String])] = [
    (#""accountEnabled": true"#, ["enabled yes"]),
    (#""accountEnabled": false"#, ["enabled no"]),
    (#""accountEnabled": null"#, []),
    (#""onPremisesSyncEnabled": true"#, ["onPremises yes"]),
    (#""onPremisesSyncEnabled": false"#, ["onPremises no", "onPremises ended"]),
    (#""onPremisesSyncEnabled": "false""#, []),
    (#""onPremisesSyncEnabled": 0"#, []),
    (#""onPremisesSyncEnabled": []"#, []),
    (#""onPremisesSyncEnabled": null"#, ["onPremises no"]),
    (#""userType": "Guest""#, ["guest yes"]),
    (#""userType": "Member""#, ["guest no"]),
    (#""userType": null"#, []),
    (#""userType": "Other""#, []),
    (#""mail": "A@c""#, ["mail 'A@c'"]),
    (#""mail": """#, ["mail ''"]),
    (#""displayName": "A\u0000\u00e9""#, ["displayName 'A\u{0}\u{E9}'"]),
    (
      #""proxyAddresses": ["SMTP:a@c", "smtp:b@c"]"#,
      ["proxyAddress 'SMTP:a@c'", "proxyAddress 'smtp:b@c'"]
    ),
    (#""otherMails": ["x@y"]"#, ["otherMail 'x@y'"]),
    (#""onPremisesImmutableId": "abc==""#, ["onPremisesImmutableID 'abc=='"]),
    (#""department": "Sales", "unknown": {"a": [1, {}]}"#, ["department 'Sales'"]),
    (#""extension_0_x": [1, 2]"#, []),
  ]

  @Test(arguments: properties)
  func `a property of a user becomes a fact or is not known`(
    _ row: (text: String, facts: [String])
  ) {
    let text = #"[{"id": "<ann>", "userPrincipalName": "ann", \#(row.text)}]"#
    let expected =
      ["user <ann>", "user <ann> principalName 'ann'"] + row.facts.map { "user <ann> \($0)" }
    let lines = GraphFiles(("users.json", text)).outcome([.objects, .attributes])
      .split(separator: "\n").map(String.init)
    #expect(lines.sorted() == expected.sorted())
  }

  /// One row a kind of group.
  static let groups: [(text: String, facts: [String])] = [
    (
      #""groupTypes": [], "securityEnabled": true, "mailEnabled": false"#,
      ["kind security", "dynamic no"]
    ),
    (
      #""groupTypes": ["Unified"], "securityEnabled": false, "mailEnabled": true"#,
      ["kind Microsoft 365", "dynamic no"]
    ),
    (
      #""groupTypes": ["DynamicMembership", "Unified"], "membershipRuleProcessingState": "Paused""#,
      ["kind Microsoft 365", "dynamic yes", "rule paused"]
    ),
    (
      #""groupTypes": [], "securityEnabled": true, "mailEnabled": true"#,
      ["kind mail-enabled security", "dynamic no"]
    ),
    (
      #""groupTypes": [], "securityEnabled": false, "mailEnabled": true"#,
      ["kind distribution", "dynamic no"]
    ),
    (#""groupTypes": null, "securityEnabled": true"#, ["kind unknown"]),
    (#""groupTypes": "Unified", "securityEnabled": true"#, ["kind unknown"]),
    (
      #""groupTypes": [], "isAssignableToRole": true, "visibility": "HiddenMembership""#,
      [
        "kind unknown", "dynamic no", "role-assignable", "hidden membership",
        "visibility 'HiddenMembership'",
      ]
    ),
  ]

  @Test(arguments: groups)
  func `three properties tell the kind of a group`(_ row: (text: String, facts: [String])) {
    let lines = GraphFiles(("groups.json", #"[{"id": "<g>", \#(row.text)}]"#))
      .outcome([.objects, .attributes]).split(separator: "\n").map(String.init)
    #expect(lines == ["group <g>"] + row.facts.map { "group <g> \($0)" })
  }

  /// One row a way in which the kind of an object is told: path, keys, and the first fact.
  static let kinds: [(path: String, text: String, first: String)] = [
    ("x.json", ##"{"@odata.type": "#microsoft.graph.orgContact", "id": "<a>"}"##, "contact <a>"),
    ("x.json", #"{"id": "<a>", "userPrincipalName": null}"#, "user <a>"),
    ("x.json", #"{"id": "<a>", "groupTypes": []}"#, "group <a>"),
    ("x.json", #"{"id": "<a>", "userType": "Member"}"#, "user <a>"),
    ("x.json", #"{"id": "<a>", "securityEnabled": true}"#, "group <a>"),
    ("x.json", #"{"id": "<a>", "servicePrincipalType": "Legacy"}"#, "service principal <a>"),
    ("x.json", #"{"id": "<a>", "userType": null, "securityEnabled": true}"#, "user <a>"),
    ("x.json", #"{"id": "<a>", "deviceId": "<d>"}"#, "device <a>"),
    ("x.json", #"{"id": "<a>", "appId": "<d>"}"#, "service principal <a>"),
    ("x.json", #"{"id": "<a>", "members": []}"#, "group <a>"),
    ("contacts.json", #"{"id": "<a>", "displayName": "x"}"#, "contact <a>"),
    ("devices/1.json", #"{"id": "<a>", "displayName": "x"}"#, "device <a>"),
    ("x.json", #"{"id": "<a>", "displayName": "x"}"#, "object <a>"),
    ("users-and-groups.json", #"{"id": "<a>", "displayName": "x"}"#, "object <a>"),
    ("users.json", #"{"id": "<a>", "groupTypes": []}"#, "group <a>"),
    (
      "groups.json",
      #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity", "id": "<a>"}"#,
      "user <a>"
    ),
    ("x.json", #"{"id": "<A>", "userPrincipalName": ""}"#, "user <A>"),
  ]

  @Test(arguments: kinds)
  func `type, context, keys and at last the file's name tell what an object is`(
    _ row: (path: String, text: String, first: String)
  ) {
    let lines = GraphFiles((row.path, row.text)).outcome([.objects]).split(separator: "\n")
    #expect(lines.first.map(String.init) == row.first)
  }

  @Test func `deleted objects are told by context, file name or date`() {
    let files = GraphFiles(
      (
        "a.json",
        #"""
        {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#directoryObjects/microsoft.graph.user",
         "value": [{"id": "<ann>"}]}
        """#
      ),
      (
        "deletedGroups.json",
        #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups", "value": [{"id": "<g>"}]}"#
      ),
      ("users.json", #"[{"id": "<bob>", "deletedDateTime": "2024-01-01T00:00:00Z"}]"#))
    #expect(
      files.outcome() == """
        deleted user <ann>
        deleted user <bob>
        user <bob> deletedDateTime '2024-01-01T00:00:00Z'
        deleted group <g>
        deleted group <g> kind unknown
        all users complete
        """)
  }

  @Test func `the organization names the tenant and its domains`() {
    let text = #"""
      {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#organization", "value": [
        {"id": "<t>", "displayName": "Contoso", "verifiedDomains": [{"name": "a.b"}, {"name": "c.d"}]}]}
      """#
    #expect(
      GraphFiles(("organization.json", text)).outcome([.tenant, .notes])
        == "tenant <t> 'Contoso'\nnote: verified domains: a.b, c.d")
  }

  @Test func `an object without a type that groups know is left out and counted`() {
    let text = ##"""
      [{"@odata.type": "#microsoft.graph.application", "id": "<a>", "appId": "<b>"},
       {"@odata.type": "#microsoft.graph.user", "id": "<ann>"}, {"id": "<c>"}]
      """##
    #expect(
      GraphFiles(("all.json", text)).outcome() == """
        user <ann>
        object <c>
        all users partial(nothing says that this is the whole list)
        left out: 1 objects: '#microsoft.graph.application' has no part in groups \
        (export!all.json@1)
        left out: 1 kinds of objects: nothing tells them; kept (export!all.json@234)
        """)
  }
}
