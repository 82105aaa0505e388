import DirectoryModel

/// One list of a tenant, however many pages it came on.
enum GraphList: Hashable {
  case objects(ObjectKind)
  case deleted
  case relation(Relation, GUID)
}

/// What was seen of one list.
struct GraphListRecord {
  /// Pages that name a page that follows, and pages that do not.
  var linkedPages = 0
  var lastPages = 0
  /// What lists without any paging say of themselves.
  var unpaged = Completeness.notCollected
  var received = 0
  var unreadable = 0
  /// What `@odata.count` promised.
  var promised: Int64?
  /// The numbers in the names of the pages; `nil` once a page had none.
  var numbers: [Int]? = []
  /// Only members of one kind were asked for.
  var isCast = false
  /// Only entries that pass a condition were asked for.
  var isFiltered = false

  static let conditionReason = "only what passes a '$filter' or '$search' was asked for"

  /// How much of the list is known.
  ///
  /// Source: "Paging Microsoft Graph data in your app",
  /// https://learn.microsoft.com/graph/paging: a page is the last one when it has no link.
  var state: Completeness {
    if unreadable > 0 {
      return .partial(
        unreadable == 1 ? "an entry could not be read" : "\(unreadable) entries could not be read")
    }
    if case .partial = unpaged { return unpaged }
    if linkedPages > 0 && lastPages == 0 { return .partial("the page that follows is missing") }
    if let gap { return .partial("page \(gap) is missing") }
    if let promised, promised > received {
      return .partial("\(promised) entries were promised, \(received) were read")
    }
    if isCast { return .partial("only members of one kind were asked for") }
    if isFiltered { return .partial(Self.conditionReason) }
    return lastPages > 0 ? Completeness.complete.joined(with: unpaged) : unpaged
  }

  /// The first number that no page has, when every page has one.
  private var gap: Int? {
    guard let numbers = numbers?.sorted(), let first = numbers.first else { return nil }
    if first > 1 { return 1 }
    for (one, next) in zip(numbers, numbers.dropFirst()) where next > one + 1 { return one + 1 }
    return nil
  }
}

/// What was seen of every list that has pages, over all inputs of a snapshot.
struct GraphLedger {
  private var records: [GraphList: GraphListRecord] = [:]

  subscript(list: GraphList) -> GraphListRecord {
    _read { yield records[list, default: GraphListRecord()] }
    _modify { yield &records[list, default: GraphListRecord()] }
  }

  /// Notes a page that was read to its end.
  mutating func addPage(of list: GraphList, isLinked: Bool, number: Int?, promised: Int64?) {
    self[list].linkedPages += isLinked ? 1 : 0
    self[list].lastPages += isLinked ? 0 : 1
    if let number { self[list].numbers?.append(number) } else { self[list].numbers = nil }
    if let promised { self[list].promised = max(promised, self[list].promised ?? 0) }
  }

  /// What is known of a list; `notCollected` when nothing was seen of it.
  func state(of list: GraphList) -> Completeness { records[list]?.state ?? .notCollected }

  /// The groups that have a list here, with what is known of it, in the order of identifiers.
  var relations: [(relation: Relation, group: GUID, state: Completeness)] {
    records.compactMap { list, record in
      guard case .relation(let relation, let group) = list else { return nil }
      return (relation, group, record.state)
    }
    .sorted { ($0.group, $0.relation.rawValue) < ($1.group, $1.relation.rawValue) }
  }
}
