import DirectoryModel
import YAMLText

extension Link {
  /// Reads a file of links: `tenantGroup,localGroup,direction`, the last column optional.
  ///
  /// A tenant group is an object identifier or a name; a local group is `key:` and the key of its
  /// row, or a name. A direction is `import`, `push` or empty.
  package static func read(text: String, file: String) throws(ListError) -> [Link] {
    var records = try ListFile(file: file).records(text)[...]
    guard let header = records.popFirst() else {
      throw ListError(
        place: "\(file):1", found: "no header", expected: "'tenantGroup,localGroup,direction'")
    }
    let names = ["tenantGroup", "localGroup", "direction"]
    guard [Array(names.prefix(2)), names].contains(header.cells) else {
      let wrong = header.cells.first { !names.contains($0) }
      throw ListError(
        place: "\(file):\(header.line)", found: "'\(header.cells.joined(separator: ","))'",
        expected: "'tenantGroup,localGroup,direction'",
        hint: wrong.flatMap { closestMatch(to: $0, in: names) }.map { "did you mean '\($0)'?" })
    }
    var links: [Link] = []
    for record in records {
      links.append(try link(record, columns: header.cells.count, file: file))
    }
    return links
  }

  /// Reads a file of aliases: the tenant group's identifier or name, and the local name.
  ///
  /// For products whose mapping stands in configuration. The header is `tenantGroup,localName`.
  package static func readAliases(text: String, file: String) throws(ListError) -> [Link] {
    var records = try ListFile(file: file).records(text)[...]
    guard let header = records.popFirst(), header.cells == ["tenantGroup", "localName"] else {
      throw ListError(
        place: "\(file):1", found: "no header 'tenantGroup,localName'",
        expected: "'tenantGroup,localName' in the first line")
    }
    var links: [Link] = []
    for record in records {
      try expectCells(record, 2, file)
      links.append(
        Link(
          tenantGroup: tenantReference(record.cells[0]), localGroup: .name(record.cells[1]),
          direction: nil, place: "\(file):\(record.line)"))
    }
    return links
  }

  private static func link(
    _ record: ListFile.Record, columns: Int, file: String
  ) throws(ListError) -> Link {
    try expectCells(record, columns, file)
    let place = "\(file):\(record.line)"
    var direction: Direction?
    if columns == 3, !record.cells[2].isEmpty {
      let word = record.cells[2]
      direction = Direction(rawValue: word)
      guard direction != nil else {
        let words = Direction.allCases.map(\.rawValue)
        throw ListError(
          place: place, found: "the direction '\(word)'", expected: "'import', 'push' or nothing",
          hint: closestMatch(to: word, in: words).map { "did you mean '\($0)'?" })
      }
    }
    return Link(
      tenantGroup: tenantReference(record.cells[0]), localGroup: localReference(record.cells[1]),
      direction: direction, place: place)
  }

  private static func expectCells(
    _ record: ListFile.Record, _ count: Int, _ file: String
  ) throws(ListError) {
    let place = "\(file):\(record.line)"
    guard record.cells.count == count else {
      throw ListError(
        place: place, found: "\(record.cells.count) columns", expected: "\(count)",
        hint: "put a name that holds a comma into quotation marks")
    }
    guard !record.cells[0].isEmpty, !record.cells[1].isEmpty else {
      throw ListError(place: place, found: "an empty cell", expected: "a group on both sides")
    }
  }

  private static func tenantReference(_ text: String) -> Reference {
    GUID(text).map(Reference.objectID) ?? .name(text)
  }

  private static func localReference(_ text: String) -> Reference {
    // By bytes: a mark behind the colon would be one character with it.
    text.utf8.starts(with: "key:".utf8)
      ? .key(String(decoding: text.utf8.dropFirst(4), as: UTF8.self)) : .name(text)
  }
}
