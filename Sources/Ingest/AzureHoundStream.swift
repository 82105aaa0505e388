import DirectoryModel

/// The last object of a file, or the first of a batch.
struct AzureHoundMeta {
  var version: Int64?
  var count: Int64?
}

/// What one stream showed beside its objects.
struct AzureHoundStream {
  /// How the end of a stream looked.
  enum End: Equatable {
    /// Nothing was read yet.
    case none
    /// A file that was closed; its number of records agrees.
    case counted
    case miscounted(stated: Int64, found: Int)
    /// A document without `meta`.
    case unmarked
    /// A batch: nothing says how many there are.
    case batch
    /// Records one after another: nothing says that there are no more.
    case lines
    case cut(offset: UInt64)

    /// What two documents of one stream make together: the worse of both.
    func joined(_ other: End) -> End {
      self == .none || self == .counted ? other : self
    }

    var completeness: Completeness {
      switch self {
      case .none, .counted: .complete
      case .miscounted(let stated, let found):
        .partial("'meta' states \(stated) records, \(found) were read")
      case .unmarked: .partial("'meta', the end mark, is missing")
      case .batch: .partial("a batch has no end mark")
      case .lines: .partial("records of standard output have no end mark")
      case .cut: .partial("the input was cut off")
      }
    }
  }

  let identity: TenantStream
  var end = End.none
  /// Records of the document that is open.
  var documentRecords = 0
  /// Records kept, by kind.
  var kept = [Int](repeating: 0, count: AzureHound.Kind.allCases.count)
  /// Records of a kind that could not be kept.
  var damaged = [Int](repeating: 0, count: AzureHound.Kind.allCases.count)
  /// Lists that were null: empty, or refused to the collector.
  var nullLists = 0
  /// Whether ids with letters were seen in upper case, and a name in lower case beside one of them.
  var hasUpperCaseID = false
  var hasLowerCaseName = false
  var tenants: [AzureHoundTenant] = []
  /// Records of kinds that say nothing of groups, in the order in which the kinds were met.
  private var others: [(kind: [UInt8], count: Int, example: Place)] = []
  private static let otherKinds = 200

  /// Whether the case of names was destroyed.
  ///
  /// Versions since 3.0.0 put ids into upper case, since 3.1.0 names too. A tenant without a name in
  /// lower case cannot be told from such a file.
  var hasLostCase: Bool { hasUpperCaseID && !hasLowerCaseName }

  init(_ identity: TenantStream) { self.identity = identity }

  /// Counts a record of a kind that says nothing of groups.
  mutating func countOther(_ kind: [UInt8], at place: Place) {
    let known = others.firstIndex { $0.kind == kind } ?? others.count
    if known < others.count {
      others[known].count += 1
    } else if known < Self.otherKinds {
      others.append((kind, 1, place))
    } else {
      others[known - 1].kind = Array("any other".utf8)
      others[known - 1].count += 1
    }
  }

  /// Hands the counts of `countOther` to the builder.
  func tallyOthers(_ builder: inout DirectoryBuilder) {
    for other in others {
      builder.tally(
        "records", "the kind '\(String(decoding: other.kind, as: UTF8.self))' is not about groups",
        source: identity.source, at: other.example, count: other.count)
    }
  }

  /// What a document of a stream was.
  enum Document {
    case record
    case collection(AzureHoundMeta?)
  }

  /// Judges the end of a document and joins it with those before.
  mutating func endDocument(_ document: Document) {
    switch document {
    case .record: end = end.joined(.lines)
    case .collection(let meta): end = end.joined(judge(meta))
    }
    documentRecords = 0
  }

  private func judge(_ meta: AzureHoundMeta?) -> End {
    guard let meta, let count = meta.count else { return .unmarked }
    if meta.version == 0 && count == 0 { return .batch }
    return count == documentRecords
      ? .counted : .miscounted(stated: count, found: documentRecords)
  }
}

/// What a record says of a tenant: the collected one, or one that it trusts.
struct AzureHoundTenant {
  let id: GUID
  let name: NameIndex
  let isCollected: Bool
  let isHome: Bool
  let place: Place
}
