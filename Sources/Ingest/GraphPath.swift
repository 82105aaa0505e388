import DirectoryModel

/// What the name of a file says about the answer in it.
///
/// A list of members does not say whose members they are, so scripts put the group's identifier
/// into the path: `groups/<id>/members.json`, `<id>_members.json`, `members/<id>.json`.
struct GraphPath: Equatable {
  /// The one identifier that the path names, the last if there are several.
  var group: GUID?
  var relation: Relation?
  /// The list is reached over another relation than members and owners.
  var isOtherRelation = false
  var isDeleted = false
  var kind: ObjectKind?
  var isOrganization = false
  /// The number of the page, when the name ends in `_001` or `page1`.
  var page: Int?
  /// The file lies where EntraExporter puts one file for each membership.
  var isSingleMembership = false

  /// Reads the path of an archive's entry or of a file in a folder.
  init(entry path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let stem = Self.stem(parts.last ?? "")
    let folders = parts.dropLast()
    group = Self.identifiers(in: stem).last ?? folders.reversed().lazy.compactMap(GUID.init).first
    page = Self.pageNumber(stem)
    note(stem)
    if let folder = folders.last, saysNothing || GUID(stem) != nil { note(folder) }
    isSingleMembership = Self.isSingleMembership(Array(folders), stem)
  }

  /// Reads the name of a lone file, whose folders say nothing except identifiers.
  init(file path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let isNamed = parts.dropLast().contains { GUID($0) != nil }
    self.init(entry: isNamed ? path : parts.last ?? "")
  }

  private var saysNothing: Bool {
    relation == nil && !isOtherRelation && !isDeleted && kind == nil && !isOrganization
  }

  private mutating func note(_ text: String) {
    let word = text.lowercased()
    isDeleted = isDeleted || word.contains("deleted")
    isOrganization = isOrganization || word.contains("organization")
    let others = [
      "transitive", "memberof", "registered", "owned", "directreports", "approle", "licens",
    ]
    if others.contains(where: { word.contains($0) }) {
      isOtherRelation = true
    } else if word.contains("owner") {
      relation = .owners
    } else if word.contains("member") {
      relation = .members
    }
    let kinds: [(String, ObjectKind)] = [
      ("user", .user), ("group", .group), ("device", .device),
      ("serviceprincipal", .servicePrincipal), ("contact", .contact),
    ]
    let named = kinds.filter { word.contains($0.0) }
    if named.count == 1, kind == nil { kind = named[0].1 }
  }

  private static func stem(_ name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return name
    }
    return String(name[..<dot])
  }

  /// Every identifier in a text, in their order.
  private static func identifiers(in text: String) -> [GUID] {
    let bytes = Array(text.utf8)
    var found: [GUID] = []
    var start = 0
    while start + 36 <= bytes.count {
      if let guid = GUID(bytes.span.extracting(start..<(start + 36))) {
        found.append(guid)
        start += 36
      } else {
        start += 1
      }
    }
    return found
  }

  /// Three digits after an underscore, or any after `page`: other numbers may be dates.
  private static func pageNumber(_ stem: String) -> Int? {
    let bytes = Array(stem.lowercased().utf8)
    let digits = bytes.reversed().prefix { (0x30...0x39).contains($0) }.count
    guard digits > 0, digits < 7 else { return nil }
    let number = Int(String(decoding: bytes.suffix(digits), as: UTF8.self))
    var rest = bytes.dropLast(digits)
    if digits == 3, rest.last == UInt8(ascii: "_") { return number }
    if let last = rest.last, [0x2D, 0x5F, 0x20].contains(last) { rest = rest.dropLast() }
    return rest.reversed().starts(with: "egap".utf8) ? number : nil
  }

  /// Whether the path is `Groups/<id>/Members/<id>/<id>.json`.
  private static func isSingleMembership(_ folders: [String], _ stem: String) -> Bool {
    guard folders.count >= 3, let inner = GUID(stem), GUID(folders[folders.count - 1]) == inner
    else { return false }
    let relation = folders[folders.count - 2]
    return (relation == "Members" || relation == "Owners")
      && GUID(folders[folders.count - 3]) != nil
  }
}
