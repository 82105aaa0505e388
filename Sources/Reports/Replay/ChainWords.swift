import DirectoryModel
import Replay
import SyncSemantics

/// The chains of causes of a timeline in words; objects are called as they are called at the end.
struct ChainWords {
  private let replay: ArchiveReplay
  private let words: TimelineWords
  /// For entries that ended a lag the events with which it began.
  private var events: [UInt32: UInt32] = [:]
  /// For a group of the database and a person the lags of theirs that began with an event.
  private var lags: [Place: [ExposureRecord]] = [:]

  private struct Place: Hashable {
    let group: ObjectIndex
    let person: ObjectIndex
  }

  /// Takes up what the chains of all entries need, or those of the first few.
  ///
  /// An entry follows from what stands before it.
  init(_ report: ReplayReport, _ words: TimelineWords, entries: Int = .max) {
    (replay, self.words) = (report.replay, words)
    for record in report.lags
    where Int(record.cause) < min(entries, replay.timeline.entries.count)
      && replay.timeline.entries[Int(record.cause)].kind == .event
    {
      lags[Place(group: record.localGroup, person: record.person), default: []].append(record)
      if record.end != .max { events[record.end] = max(record.cause, events[record.end] ?? 0) }
    }
  }

  /// The chain of an entry; `nil` for entries that are no operation.
  ///
  /// Who left a nested group is on no list of the group itself, and what is held back once more
  /// follows from something that an earlier run has seen: the lag tells since when.
  func chain(of index: Int) -> CauseChain? {
    var chain = replay.timeline.chain(of: index, replay.policy)
    if chain != nil, chain?.event == nil { chain?.event = event(of: UInt32(index)) }
    return chain
  }

  private func event(of entry: UInt32) -> UInt32? {
    if let event = events[entry] { return event }
    guard let operation = replay.timeline.entries[Int(entry)].operation else { return nil }
    let wanted: ExposureRecord.Kind
    switch operation.kind {
    case .addMember: wanted = .joiner
    case .removeMember: wanted = .departed
    default: return nil
    }
    let person =
      replay.timeline.entries[Int(entry)].side == .tenant
      ? operation.localPrincipal : operation.tenantPrincipal
    guard person != noObject else { return nil }
    return lags[Place(group: operation.localGroup, person: person)]?
      .last { $0.kind == wanted && $0.cause < entry && entry <= $0.end }?.cause
  }

  /// The entry that an entry follows from: what happened where that is known, else the run.
  func cause(of index: Int, _ chain: CauseChain?) -> UInt32? {
    let cause = chain?.event ?? replay.timeline.entries[index].cause
    return cause == .max ? nil : cause
  }

  /// What everybody on the way through nested groups is called.
  func way(_ chain: CauseChain) -> [TimelineWords.Called] {
    chain.way.compactMap { words.called($0, chain.side) }
  }

  /// The last columns of a table, in the order of `columns`.
  func cells(of index: Int) -> [String] {
    let chain = chain(of: index)
    let cause = cause(of: index, chain).map { "\($0 + 1)" } ?? ""
    guard let chain else { return [cause] + Self.columns.dropFirst().map { _ in "" } }
    return [
      cause, chain.page, chain.group?.label ?? "", chain.member?.label ?? "",
      way(chain).map(\.shown).joined(separator: " > "), chain.policy,
    ]
  }

  static let columns = ["cause", "page", "groupMatch", "memberMatch", "path", "policy"]

  /// The chain in one line: `because of 28, through 'Sales' > 'Nordic' > 'ada', mirror.yaml:6: …`.
  func line(_ chain: CauseChain) -> String {
    var parts: [String] = []
    if let event = chain.event { parts.append("because of \(event + 1)") }
    if !chain.page.isEmpty { parts.append("by \(chain.page)") }
    if !chain.way.isEmpty {
      parts.append("through " + way(chain).map { "'\($0.shown)'" }.joined(separator: " > "))
    }
    return (parts + [chain.policy]).joined(separator: ", ")
  }
}
