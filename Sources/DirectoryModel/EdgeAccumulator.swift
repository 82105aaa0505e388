/// Edges in the order in which they are read, before they are sorted into lists.
struct EdgeAccumulator {
  /// A stretch of entries that belong to one group.
  struct Segment {
    var group: ObjectIndex
    var start: Int
    /// Whether the stretch is said to be the complete list.
    var isWhole: Bool
    var place: Place
  }

  var targets: [ObjectIndex] = []
  var segments: [Segment] = []
  /// The group of each entry, when entries come as rows; then there are no segments.
  var rowGroups: [ObjectIndex] = []
  var origins: [UInt16] = []
  var originWords = OriginWords()
  var states = ListStates()

  /// Sorts the entries into one list for each object; linear time, stable, twins removed.
  consuming func lists(objectCount: Int, defaultState: Completeness) -> EdgeLists {
    var starts = counted(objectCount: objectCount)
    var sorted = [ObjectIndex](repeating: 0, count: targets.count)
    var sortedOrigins = [UInt16](repeating: 0, count: origins.count)
    scatter(starts, &sorted, &sortedOrigins)
    targets = []
    rowGroups = []
    origins = []
    let repeated = Self.removeTwins(&starts, &sorted, &sortedOrigins)
    let (numbers, table) = states.columns(objectCount: objectCount, defaultState: defaultState)
    let (groups, places) = segmentsByGroup(objectCount: objectCount)
    return EdgeLists(
      starts: starts, targets: sorted,
      notes: ListNotes(
        origins: sortedOrigins, originWords: originWords.words, stateNumbers: numbers,
        stateTable: table, segmentObjects: groups, segmentPlaces: places, repeated: repeated))
  }

  /// The group and the place of each stretch, by group and then as they were read; linear time.
  private func segmentsByGroup(objectCount: Int) -> (groups: [ObjectIndex], places: [Place]) {
    guard !segments.isEmpty else { return ([], []) }
    var next = [UInt32](repeating: 0, count: objectCount + 1)
    for segment in segments { next[Int(segment.group) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    var groups = [ObjectIndex](repeating: noObject, count: segments.count)
    var places = [Place](repeating: .none, count: segments.count)
    for segment in segments {
      let slot = Int(next[Int(segment.group)])
      (groups[slot], places[slot]) = (segment.group, segment.place)
      next[Int(segment.group)] += 1
    }
    return (groups, places)
  }

  private func counted(objectCount: Int) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: objectCount + 1)
    for group in rowGroups { counts[Int(group) + 1] += 1 }
    for (index, segment) in segments.enumerated() {
      let end = index + 1 < segments.count ? segments[index + 1].start : targets.count
      counts[Int(segment.group) + 1] += UInt32(rowGroups.isEmpty ? end - segment.start : 0)
    }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    return counts
  }

  private func scatter(
    _ starts: [UInt32], _ sorted: inout [ObjectIndex], _ sortedOrigins: inout [UInt16]
  ) {
    var next = starts
    for (entry, group) in rowGroups.enumerated() {
      let slot = Int(next[Int(group)])
      sorted[slot] = targets[entry]
      if !origins.isEmpty { sortedOrigins[slot] = origins[entry] }
      next[Int(group)] += 1
    }
    guard rowGroups.isEmpty else { return }
    for (index, segment) in segments.enumerated() {
      let end = index + 1 < segments.count ? segments[index + 1].start : targets.count
      let shift = Int(next[Int(segment.group)]) - segment.start
      for entry in segment.start..<end { sorted[entry + shift] = targets[entry] }
      next[Int(segment.group)] += UInt32(end - segment.start)
    }
  }

  /// Keeps the first of equal entries in each list and says which stood there more than once.
  private static func removeTwins(
    _ starts: inout [UInt32], _ sorted: inout [ObjectIndex], _ origins: inout [UInt16]
  ) -> [RepeatedEdge] {
    let objectCount = starts.count - 1
    var stamps = [UInt32](repeating: 0, count: objectCount)
    var repeated: [RepeatedEdge] = []
    // Where an entry stands in `repeated`, made when the first twin shows up.
    var slots: [UInt32] = []
    var write = 0
    for group in 0..<objectCount {
      let (start, end) = (Int(starts[group]), Int(starts[group + 1]))
      starts[group] = UInt32(write)
      let firstRepeated = repeated.count
      for entry in start..<end {
        let target = sorted[entry]
        if stamps[Int(target)] == UInt32(group + 1) {
          if slots.isEmpty { slots = Array(repeating: 0, count: objectCount) }
          note(target, UInt32(group), &slots[Int(target)], from: firstRepeated, &repeated)
          continue
        }
        stamps[Int(target)] = UInt32(group + 1)
        sorted[write] = target
        if !origins.isEmpty { origins[write] = origins[entry] }
        write += 1
      }
    }
    starts[objectCount] = UInt32(write)
    sorted.removeSubrange(write...)
    if !origins.isEmpty { origins.removeSubrange(write...) }
    return repeated
  }

  private static func note(
    _ target: ObjectIndex, _ group: ObjectIndex, _ slot: inout UInt32, from first: Int,
    _ repeated: inout [RepeatedEdge]
  ) {
    let known = Int(slot)
    if known >= first, known < repeated.count, repeated[known].target == target {
      repeated[known].surplus += 1
    } else {
      slot = UInt32(repeated.count)
      repeated.append(RepeatedEdge(group: group, target: target, surplus: 1))
    }
  }
}
