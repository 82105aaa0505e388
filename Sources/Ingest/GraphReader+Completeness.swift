import DirectoryModel

extension GraphReader {
  /// Notes what a page says of the list that it is a part of.
  mutating func finishPage(_ list: GraphOpenList, _ envelope: GraphEnvelope) {
    findings.pages += 1
    for key in ledgerKeys(of: list) {
      ledger.addPage(
        of: key, isLinked: envelope.isLinked, number: path.page, promised: envelope.promised)
      let state = wholeness(of: list, as: key)
      if state != .complete { ledger[key].unpaged = ledger[key].unpaged.joined(with: state) }
    }
    note(unreadable: list)
  }

  /// Notes a list that has no page around it: whether more was asked for, it cannot say.
  ///
  /// Exactly 100 or 999 entries are one full page, so the list may have been cut there: 100 is the
  /// size of a page and 999 the largest, https://learn.microsoft.com/graph/api/group-list. Several
  /// full pages come from a script that followed the links.
  mutating func finishUnpaged(_ list: GraphOpenList) {
    let isFullPage = list.count == 100 || list.count == 999
    for key in ledgerKeys(of: list) {
      let state =
        wholeness(of: list, as: key).joined(with: isFullPage ? .bounded(list.count) : .complete)
      ledger[key].unpaged = ledger[key].unpaged.joined(with: state)
    }
    note(unreadable: list)
  }

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
    let rows = list.rowGroups.map { GraphList.relation(path.relation ?? .members, $0) }
    if kinds.isEmpty, rows.isEmpty, path.relation == nil, let kind = path.kind {
      return [.objects(kind)]
    }
    return kinds.map { .objects($0) } + rows
  }

  /// Settles lists inside groups once the whole stream was read.
  ///
  /// `$expand` returns at most 20 entries and says nothing of the rest
  /// (https://learn.microsoft.com/graph/known-issues). Where a list of the same stream holds more,
  /// something else than a bare `$expand` wrote it, and 20 entries are as many as there are.
  mutating func settleExpansions(_ builder: inout DirectoryBuilder) {
    for (relation, group) in expansions.ofTwenty {
      builder.joinState(
        of: builder.object(group), relation,
        with: expansions.holdsLonger ? .complete : .bounded(20))
    }
  }
}

/// Lists inside the groups of one stream.
struct GraphExpansions {
  /// Lists with as many entries as `$expand` returns at most.
  var ofTwenty: [(relation: Relation, group: GUID)] = []
  var holdsLonger = false
}
