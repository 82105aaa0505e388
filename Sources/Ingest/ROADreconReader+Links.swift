import DirectoryModel
import SQLite

extension ROADreconReader {
  /// Reads a table of links: rows of one group that follow each other become one stretch.
  ///
  /// Links have no key and no index, so a row may stand there twice and its ends may be nowhere.
  mutating func read(
    _ link: ROADreconLink, _ database: borrowing Database, _ builder: inout DirectoryBuilder
  ) throws {
    guard let table = table(link.table), table.hasColumn("Group"), table.hasColumn(link.column)
    else { return }
    let unit = unit(of: link.table, &builder)
    var open: (group: GUID, place: Place)?
    var rows = try database.rows(
      "SELECT rowid, \"Group\", \(Database.identifier(link.column)) FROM \(link.table) "
        + "ORDER BY rowid")
    while try rows.advance() {
      let place = Place(unit: unit, position: UInt64(rows.integer(0) ?? 0))
      guard let group = rows.withBytes(1, { GUID($0) }) else {
        lose(link, "they name no group", place, &builder)
        groupless.insert(link.relation)
        continue
      }
      guard let target = rows.withBytes(2, { GUID($0) }) else {
        lose(link, "they name nobody", place, &builder)
        damaged[link.relation, default: []].insert(builder.object(group))
        continue
      }
      if open?.group != group {
        if let open { close(open, &builder) }
        builder.beginList(link.relation)
        open = (group, place)
        filled[link.relation, default: []].insert(builder.object(group))
      }
      builder.addEntry(target, kind: link.kind)
      kept[link.table, default: 0] += 1
      noteEnds(group, target, link, &builder)
    }
    if let open { close(open, &builder) }
  }

  /// Ends a stretch; a group that is in no table was surely collected by halves.
  private func close(_ open: (group: GUID, place: Place), _ builder: inout DirectoryBuilder) {
    let isRecorded = builder.isRecorded(builder.object(open.group))
    builder.endList(
      group: open.group,
      state: isRecorded ? .notCollected : .partial("the group is in no table"), at: open.place)
  }

  private mutating func lose(
    _ link: ROADreconLink, _ reason: String, _ place: Place, _ builder: inout DirectoryBuilder
  ) {
    unreadable[link.table, default: 0] += 1
    leaveOut("rows of '\(link.table)'", reason, place, &builder)
  }

  /// Counts links that lead nowhere; they stay, because the other end was in the tenant once.
  private mutating func noteEnds(
    _ group: GUID, _ target: GUID, _ link: ROADreconLink, _ builder: inout DirectoryBuilder
  ) {
    if !builder.isRecorded(builder.object(group)) {
      dangling["\(link.table)' begin at a group", default: 0] += 1
    }
    if !builder.isRecorded(builder.object(target)) {
      dangling["\(link.table)' lead to a \(link.kind.label)", default: 0] += 1
    }
  }
}
