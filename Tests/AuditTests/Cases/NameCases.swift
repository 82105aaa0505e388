import DirectoryModel
import SyncSemantics

extension Case {
  /// One way of spelling a name otherwise, and the rule that has to see it.
  struct Spelling: Sendable {
    let rule: String
    let tenant: String
    let local: String
  }

  static let spellings: [Spelling] = [
    Spelling(rule: "name.case", tenant: "Finance", local: "finance"),
    Spelling(rule: "name.case", tenant: "Finance", local: "FINANCE"),
    Spelling(rule: "name.case", tenant: "\u{D6}konomie", local: "\u{F6}konomie"),
    Spelling(rule: "name.blank", tenant: "Finance", local: " Finance"),
    Spelling(rule: "name.blank", tenant: "Finance", local: "Finance "),
    Spelling(rule: "name.blank", tenant: "Finance East", local: "Finance  East"),
    Spelling(rule: "name.blank", tenant: "Finance ", local: "Finance"),
    Spelling(rule: "name.invisible", tenant: "Finance East", local: "Finance\u{A0}East"),
    Spelling(rule: "name.invisible", tenant: "Finance", local: "Fin\u{200B}ance"),
    Spelling(rule: "name.invisible", tenant: "Finance", local: "\u{FEFF}Finance"),
    Spelling(rule: "name.normalization", tenant: "Caf\u{E9}", local: "Cafe\u{301}"),
    Spelling(rule: "name.normalization", tenant: "Cafe\u{301}", local: "Caf\u{E9}"),
    Spelling(rule: "name.look-alike", tenant: "Finance", local: "Fin\u{430}nce"),
    Spelling(rule: "name.punctuation", tenant: "Finance \u{2013} East", local: "Finance - East"),
    Spelling(rule: "name.punctuation", tenant: "Finance East", local: "Finance_East"),
    Spelling(rule: "name.punctuation", tenant: "Chef's", local: "Chef\u{2019}s"),
    Spelling(rule: "name.entity", tenant: "Food & Drink", local: "Food &amp; Drink"),
    Spelling(rule: "name.entity", tenant: "Food & Drink", local: "Food &#38; Drink"),
    Spelling(rule: "name.wording", tenant: "Food & Drink", local: "Food and Drink"),
    Spelling(rule: "name.damaged", tenant: "M\u{FC}nchen", local: "M?nchen"),
    Spelling(rule: "name.damaged", tenant: "M\u{FC}nchen", local: "M\u{FFFD}nchen"),
    Spelling(rule: "name.damaged", tenant: "M\u{FC}nchen", local: "M\u{C3}\u{BC}nchen"),
    Spelling(rule: "name.marks-dropped", tenant: "Caf\u{E9} Z\u{FC}rich", local: "Cafe Zurich"),
    Spelling(rule: "name.marks-dropped", tenant: "Z\u{FC}rich", local: "Zuerich"),
    Spelling(
      rule: "name.truncated", tenant: "Office for the Coordination of Regional Warehouses",
      local: "Office for the Coordination of Regional Wareh"),
    Spelling(
      rule: "name.truncated", tenant: "Office for the Coordination of Regional Warehouses",
      local: "Office for the Coordin\u{2026}"),
    Spelling(rule: "name.affix", tenant: "Finance", local: "SAML_Finance"),
    Spelling(rule: "name.affix", tenant: "Finance", local: "Finance (Entra)"),
  ]

  static let names: [Case] =
    spellings.flatMap { spelling in
      [true, false].map { hasIdentifiers in
        Case(
          "'\(spelling.local)' for '\(spelling.tenant)' "
            + (hasIdentifiers ? "with identifiers" : "by names alone"), spelling.rule
        ) { world in
          if !hasIdentifiers { world.forgetIdentifiers() }
          world.group(1) { $0.name = spelling.tenant }
          world.copy(1) { $0.name = spelling.local }
        }
      }
    } + [
      Case(
        "a typing error is a hint and no more", "group.missing-locally",
        "group.missing-in-tenant", "name.near-miss"
      ) { world in
        world.forgetIdentifiers()
        world.group(1) { $0.members = [] }
        world.copy(1) {
          $0.name = "Finanse"
          $0.members = []
        }
      },
      Case(
        "names of one letter's difference that are short", "group.missing-locally",
        "group.missing-in-tenant"
      ) { world in
        world.forgetIdentifiers()
        world.group(1) {
          $0.name = "HR1"
          $0.members = []
        }
        world.copy(1) {
          $0.name = "HR2"
          $0.members = []
        }
      },
      Case("case that the export has lost is not held against a name", leavesOpen: ["name.case"]) {
        $0.lost = .nameCase
        $0.group(1) { $0.name = "FINANCE" }
      },
    ]
}
