import DirectoryModel

extension GraphReader {
  /// Notes what a page says of the list that it is a part of.
  mutating func finishPage(_ list: GraphOpenList, _ envelope: GraphEnvelope) {
    findings.pages += 1
    for key in ledgerKeys(of: list) {
      pagedLists.insert(key)
      ledger.addPage(
        of: key, isLinked: envelope.link != nil, number: path.page, promised: envelope.promised)
      ledger[key].isFiltered = ledger[key].isFiltered || envelope.link?.isFiltered == true
      let state = wholeness(of: list, as: key)
      if state != .complete { ledger[key].unpaged = ledger[key].unpaged.joined(with: state) }
    }
    note(unreadable: list)
  }

  /// Notes a list that has no page around it: whether more was asked for, it cannot say.
  ///
  /// Exactly 100 or 999 entries are one full page, so the list may have been cut there: 100 is the
  /// size of a page and 999 the largest, https://learn.microsoft.com/graph/api/group-list. Several
  /// full pages come from a script that followed the links. A table of rows holds many lists.
  mutating func finishUnpaged(_ list: GraphOpenList) {
    for key in ledgerKeys(of: list) {
      var counts = [list.count]
      if case .relation(_, let group) = key { counts.append(list.rowGroups[group] ?? 0) }
      let fullPage = counts.first(where: Self.isFullPage)
      let state =
        wholeness(of: list, as: key).joined(with: fullPage.map(Completeness.bounded) ?? .complete)
      ledger[key].unpaged = ledger[key].unpaged.joined(with: state)
    }
    note(unreadable: list)
  }

  static func isFullPage(_ count: Int) -> Bool { count == 100 || count == 999 }

  mutating func note(unreadable list: GraphOpenList) {
    guard list.unreadable > 0 else { return }
    for key in ledgerKeys(of: list) { ledger[key].unreadable += list.unreadable }
  }

  /// Whether a list was meant to hold all objects of a kind, as its context or its file says.
  private func wholeness(of list: GraphOpenList, as key: GraphList) -> Completeness {
    guard case .objects(let kind) = key, !list.isNamed, !list.holdsExpansions else {
      return .complete
    }
    if path.kind == kind && path.relation == nil { return .complete }
    return .partial("nothing says that this is the whole list")
  }

  /// The lists that a list of elements is a part of.
  func ledgerKeys(of list: GraphOpenList) -> [GraphList] {
    switch list.role {
    case .relation(let relation, let group, _): [.relation(relation, group)]
    case .objects(_, isDeleted: true): [.deleted]
    case .objects(let kind?, isDeleted: false): [.objects(kind)]
    case .objects(nil, isDeleted: false): keysByElement(of: list)
    case .nobodys, .organization, .foreign: []
    }
  }

  private func keysByElement(of list: GraphOpenList) -> [GraphList] {
    let kinds = ObjectKind.allCases.filter { (list.received[$0] ?? 0) > 0 }
    let rows = list.rowGroups.keys.map { GraphList.relation(path.relation ?? .members, $0) }
    if kinds.isEmpty, rows.isEmpty, path.relation == nil, let kind = path.kind {
      return [.objects(kind)]
    }
    return kinds.map { .objects($0) } + rows
  }

  /// Settles lists inside groups once the whole stream was read.
  ///
  /// `$expand` returns at most 20 entries and says nothing of the rest
  /// (https://learn.microsoft.com/graph/known-issues), and a script that reads one page for each
  /// group puts no more than that into it. Where a list of the same relation and stream holds more,
  /// something else wrote it, and the entries are as many as there are.
  mutating func settleExpansions(_ builder: inout DirectoryBuilder) {
    for (relation, group, count) in expansions.full {
      let isLongest = expansions.longest[relation] == count
      builder.joinState(
        of: builder.object(group), relation, with: isLongest ? .bounded(count) : .complete)
    }
  }
}

extension GraphReader {
  /// Settles lists inside groups of which a link to another page shows that they were not asked for
  /// whole: all pages of the list of groups were, and the last of them has no link.
  func settleThinned(_ builder: inout DirectoryBuilder) {
    guard !thinned.isEmpty else { return }
    for (relation, group) in expanded {
      if let reason = thinned[relation] {
        builder.joinState(of: group, relation, with: .partial(reason))
      }
    }
  }
}

/// Lists inside the groups of one stream.
struct GraphExpansions {
  /// Lists with as many entries as `$expand` or a page returns at most.
  var full: [(relation: Relation, group: GUID, count: Int)] = []
  /// The entries of the longest list of each relation.
  var longest: [Relation: Int] = [:]
}
