import DirectoryModel
import Memory

/// Compares the properties of an object that two snapshots show alive.
struct PropertyComparer: Sendable {
  private let old: Directory
  private let new: Directory
  private let oldCan: SnapshotReach
  private let newCan: SnapshotReach
  /// The number of each of the older snapshot's texts among those of the newer one.
  private let numbers: [NameIndex]
  private let oldColumns: Columns
  private let newRows: Rows
  private let isTenant: Bool
  /// The snapshot that has lost the letter case of display names.
  private let caseless: Epoch?

  /// Takes the number of each of the older snapshot's texts among those of the newer one.
  init(
    _ old: Directory, _ new: Directory, _ oldCan: SnapshotReach, _ newCan: SnapshotReach,
    _ numbers: [NameIndex]
  ) {
    (self.old, self.new, self.oldCan, self.newCan) = (old, new, oldCan, newCan)
    (self.numbers, oldColumns, newRows) = (numbers, Columns(old), Rows(new))
    isTenant = old.side == .tenant
    let isCased = !isTenant || newCan.keepsCase
    caseless = !isCased ? .newer : isTenant && !oldCan.keepsCase ? .older : nil
  }

  /// Asks for what the newer snapshot says of objects that are about to be compared.
  ///
  /// Two snapshots often stand in different orders: each object waits for its own places of memory.
  @inline(__always)
  func expect(behind object: Int, _ newOfOld: [ObjectIndex]) {
    guard object + 24 < newOfOld.count else { return }
    prefetch(newRows.rows, Int(newOfOld[object + 24]))
    let near = newOfOld[object + 12]
    if near != noObject { new.attributes.expect(at: newRows.attributes(of: Int(near)).lowerBound) }
  }

  /// Adds one change for each property that differs.
  func compare(
    _ mine: ObjectIndex, _ theirs: ObjectIndex, _ changes: inout [SnapshotChange],
    _ unsaid: inout UnsaidLedger
  ) {
    let (one, other) = (Int(mine), Int(theirs))
    if isUnchanged(one, other) { return }
    let kind = new.kinds[other]
    func settle(_ property: ObjectProperty, _ verdict: Verdict) {
      switch verdict {
      case .same: return
      case .changed:
        changes.append(SnapshotChange(.changed, object: theirs, property: property))
      case .unsaid(let epoch, let reason):
        unsaid.note(.property(kind, property), epoch, reason, first: theirs)
      }
    }
    let texts = [
      (ObjectProperty.displayName, old.displayNames[one], new.displayNames[other]),
      (.principalName, old.principalNames[one], new.principalNames[other]),
      (.mail, old.mails[one], new.mails[other]),
    ]
    for (property, before, after) in texts {
      settle(property, compareText(property, kind, mine, theirs, before, after))
    }
    if !isTenant, old.guids[one] != new.guids[other] {
      settle(
        .externalID,
        presence(
          .externalID, kind, mine, theirs, old.guids[one] != .none, new.guids[other] != .none))
    }
    if old.flags[one] != new.flags[other] { compareFlags(mine, theirs, settle) }
    compareAttributes(mine, theirs, kind, settle)
  }

  /// Whether two objects say the same in the same order, as almost all do.
  private func isUnchanged(_ one: Int, _ other: Int) -> Bool {
    let row = newRows.rows[other]
    guard numbers[Int(oldColumns.displayNames[one])] == row.displayName,
      numbers[Int(oldColumns.principalNames[one])] == row.principalName,
      numbers[Int(oldColumns.mails[one])] == row.mail, oldColumns.flags[one] == row.flags,
      isTenant || oldColumns.guids[one] == new.guids[other]
    else { return false }
    let (own, theirs) = (oldColumns.attributes(of: one), newRows.attributes(of: other))
    return own.count == theirs.count
      && (own.isEmpty
        || old.attributes.isSame(own, as: new.attributes, from: theirs.lowerBound, numbers))
  }

  /// What two values, or one and none, amount to.
  private enum Verdict {
    case same
    case changed
    case unsaid(Epoch, Unsaid.Reason)
  }

  /// The verdict on two values that differ, of which one may be missing.
  private func presence(
    _ property: ObjectProperty, _ kind: ObjectKind, _ mine: ObjectIndex, _ theirs: ObjectIndex,
    _ hadValue: Bool, _ hasValue: Bool
  ) -> Verdict {
    let difference = difference(property, mine, theirs)
    guard case .changed = difference else { return difference }
    if !hasValue && !newCan.states(property, of: kind, new.stated(of: theirs)) {
      return .unsaid(.newer, .notStated)
    }
    if !hadValue && !oldCan.states(property, of: kind, old.stated(of: mine)) {
      return .unsaid(.older, .notStated)
    }
    return .changed
  }

  /// The verdict on values that differ, of which some may not have been read.
  private func difference(
    _ property: ObjectProperty, _ mine: ObjectIndex, _ theirs: ObjectIndex
  ) -> Verdict {
    guard let attribute = property.attribute else { return .changed }
    if new.unread(of: theirs).contains(attribute) { return .unsaid(.newer, .notRead) }
    return old.unread(of: mine).contains(attribute) ? .unsaid(.older, .notRead) : .changed
  }

  private func compareText(
    _ property: ObjectProperty, _ kind: ObjectKind, _ mine: ObjectIndex, _ theirs: ObjectIndex,
    _ before: NameIndex, _ after: NameIndex
  ) -> Verdict {
    let (hadValue, hasValue) = (isValue(before), isValue(after))
    guard hadValue || hasValue else { return .same }
    guard hadValue && hasValue else {
      return presence(property, kind, mine, theirs, hadValue, hasValue)
    }
    if numbers[Int(before)] == after { return .same }
    guard property == .displayName, let caseless else { return .changed }
    let (one, other) = (old.names.string(before), new.names.string(after))
    guard one.uppercased().utf8.elementsEqual(other.uppercased().utf8) else { return .changed }
    return .unsaid(caseless, .capability(Capability.nameCase.rawValue))
  }

  /// Exports write a missing text of a tenant as null, as nothing or as an empty text.
  private func isValue(_ name: NameIndex) -> Bool {
    name != NameTable.absent && !(isTenant && name == NameTable.empty)
  }

  private func compareFlags(
    _ mine: ObjectIndex, _ theirs: ObjectIndex, _ settle: (ObjectProperty, Verdict) -> Void
  ) {
    let (before, after) = (old.flags[Int(mine)], new.flags[Int(theirs)])
    for (property, known, value) in ObjectProperty.flags {
      switch (before.contains(known), after.contains(known)) {
      case (true, true):
        if before.contains(value) != after.contains(value) {
          settle(property, .changed)
        } else if property == .onPremises, !before.contains(value) {
          settle(property, compareEnded(before, after))
        }
      case (true, false): settle(property, .unsaid(.newer, .notStated))
      case (false, true): settle(property, .unsaid(.older, .notStated))
      case (false, false): continue
      }
    }
    let difference = before.symmetricDifference(after)
    if difference.contains(.rulePaused) { settle(.rulePaused, compareRuleStates(mine, theirs)) }
    if !isTenant && difference.contains(.archived) { settle(.archived, .changed) }
    if !isTenant && difference.contains(.builtIn) { settle(.builtIn, .changed) }
  }

  /// Whether an object that nothing on-premises masters says so in another way: null for never, false
  /// for no more.
  ///
  /// A source that has no null shows both alike; where the other one says null, which nearly all
  /// have, nothing is counted as open.
  ///
  /// Source: "group resource type", https://learn.microsoft.com/graph/api/resources/group#properties.
  private func compareEnded(_ before: ObjectFlags, _ after: ObjectFlags) -> Verdict {
    let reason = Unsaid.Reason.capability(Capability.threeValuedFlags.rawValue)
    switch (oldCan.tellsNull, newCan.tellsNull) {
    case (true, true):
      return before.contains(.onPremisesEnded) == after.contains(.onPremisesEnded)
        ? .same : .changed
    case (true, false): return before.contains(.onPremisesEnded) ? .unsaid(.newer, reason) : .same
    case (false, true): return after.contains(.onPremisesEnded) ? .unsaid(.older, reason) : .same
    case (false, false): return .same
    }
  }

  /// Whether one of both is known to be filled by no rule.
  private func haveNoRule(_ mine: ObjectIndex, _ theirs: ObjectIndex) -> Bool {
    old.isDynamic(mine) == .no || new.isDynamic(theirs) == .no
  }

  /// Every format that shows a group's rule shows beside it whether the rule is paused.
  private func compareRuleStates(_ mine: ObjectIndex, _ theirs: ObjectIndex) -> Verdict {
    if haveNoRule(mine, theirs) { return .changed }
    if new.attributes.first(.membershipRule, of: theirs) == nil {
      return .unsaid(.newer, .notStated)
    }
    if old.attributes.first(.membershipRule, of: mine) == nil {
      return .unsaid(.older, .notStated)
    }
    return .changed
  }

  private func compareAttributes(
    _ mine: ObjectIndex, _ theirs: ObjectIndex, _ kind: ObjectKind,
    _ settle: (ObjectProperty, Verdict) -> Void
  ) {
    let (own, others) = (
      oldColumns.attributes(of: Int(mine)), newRows.attributes(of: Int(theirs))
    )
    var (before, after) = (own.lowerBound, others.lowerBound)
    let (lastBefore, lastAfter) = (own.upperBound, others.upperBound)
    while before < lastBefore || after < lastAfter {
      let oldKey = before < lastBefore ? old.attributes.key(at: before) : .max
      let newKey = after < lastAfter ? new.attributes.key(at: after) : .max
      let key = min(oldKey, newKey)
      let (firstBefore, firstAfter) = (before, after)
      while before < lastBefore, old.attributes.key(at: before) == key { before += 1 }
      while after < lastAfter, new.attributes.key(at: after) == key { after += 1 }
      let property = ObjectProperty(rawValue: key)
      if oldKey != newKey {
        let isKnownEmpty = property == ObjectProperty(.membershipRule) && haveNoRule(mine, theirs)
        settle(
          property,
          isKnownEmpty
            ? .changed : presence(property, kind, mine, theirs, oldKey == key, newKey == key))
      } else if !isSame(property, firstBefore..<before, firstAfter..<after) {
        settle(property, difference(property, mine, theirs))
      }
    }
  }

  /// Whether two sets of values are the same, whatever their order.
  private func isSame(
    _ property: ObjectProperty, _ before: Range<Int>, _ after: Range<Int>
  ) -> Bool {
    let shift = after.lowerBound - before.lowerBound
    let isEqual =
      before.count == after.count
      && before.allSatisfy {
        numbers[Int(old.attributes.value(at: $0))] == new.attributes.value(at: $0 + shift)
      }
    if isEqual { return true }
    func form(_ directory: Directory, _ index: Int) -> [UInt8] {
      ValueForm.plain(
        directory.names.copy(directory.attributes.value(at: index)), of: property)
    }
    return Set(before.map { form(old, $0) }) == Set(after.map { form(new, $0) })
  }
}

/// The columns of a snapshot that are compared, taken out of it once.
private struct Columns: Sendable {
  let displayNames: [NameIndex]
  let principalNames: [NameIndex]
  let mails: [NameIndex]
  let flags: [ObjectFlags]
  let guids: [GUID]
  /// Where the attributes of each object begin.
  private let starts: [UInt32]

  init(_ directory: Directory) {
    (displayNames, principalNames) = (directory.displayNames, directory.principalNames)
    (mails, flags, guids) = (directory.mails, directory.flags, directory.guids)
    starts = directory.attributes.starts(objectCount: directory.objectCount)
  }

  /// Where the attributes of an object stand in their table.
  func attributes(of object: Int) -> Range<Int> {
    Int(starts[object])..<Int(starts[object + 1])
  }
}

/// The texts and flags of a snapshot's objects, one behind another: whoever asks for objects in any
/// order waits for memory once for each.
private struct Rows: Sendable {
  struct Row: Sendable {
    let displayName: NameIndex
    let principalName: NameIndex
    let mail: NameIndex
    let flags: ObjectFlags
    /// Where the attributes begin.
    let start: UInt32
  }

  /// A row for each object, and one more that ends the attributes of the last.
  let rows: [Row]

  init(_ directory: Directory) {
    let (displayNames, principalNames) = (directory.displayNames, directory.principalNames)
    let (mails, flags) = (directory.mails, directory.flags)
    let starts = directory.attributes.starts(objectCount: directory.objectCount)
    var rows: [Row] = []
    rows.reserveCapacity(starts.count)
    for index in displayNames.indices {
      rows.append(
        Row(
          displayName: displayNames[index], principalName: principalNames[index],
          mail: mails[index], flags: flags[index], start: starts[index]))
    }
    let none = NameTable.absent
    rows.append(
      Row(
        displayName: none, principalName: none, mail: none, flags: [],
        start: starts[starts.count - 1]))
    self.rows = rows
  }

  /// Where the attributes of an object stand in their table.
  func attributes(of object: Int) -> Range<Int> {
    Int(rows[object].start)..<Int(rows[object + 1].start)
  }
}
