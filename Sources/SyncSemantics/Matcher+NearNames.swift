import DirectoryModel
import Threads
import UnicodeForms

extension Matcher {
  /// Every tenant group, deleted ones included, whose name nearly equals that of an open group; the
  /// same ones as the time before where no name and no group changed.
  func nearNames() -> [GroupEdge] {
    guard isRemembered else { return findNearNames(candidates) }
    let (open, candidates) = (groups.open, candidates)
    let question = NearNamesMemory.Question(
      open: open, openNames: open.map { local.displayNames[Int($0)] }, candidates: candidates,
      names: candidates.map { tenant.displayNames[Int($0)] },
      flags: candidates.map { tenant.flags[Int($0)] })
    let known = memory?.nearNames.flatMap { $0.question == question ? $0.edges : nil }
    let edges = known ?? findNearNames(candidates)
    nearNamesMemory = NearNamesMemory(question: question, edges: edges)
    return edges
  }

  private func findNearNames(_ candidates: [ObjectIndex]) -> [GroupEdge] {
    if candidates.isEmpty { return [] }
    var spellings = WantedKeys<Bool>()
    var damaged = WantedKeys<Bool>()
    var cuts: [(group: ObjectIndex, stem: [UInt8])] = []
    for group in groups.open {
      let name = bytes(local: local.displayNames[Int(group)])
      guard !name.isEmpty else { continue }
      for variant in [name] + NameForm.withoutAffixes(name, product: product) {
        for key in NameForm.keys(variant) {
          if let hash = KeyHash.whole(key) { spellings.want(hash, group, true) }
        }
      }
      let plain = NameForm.plain(name)
      if Self.mayBeDamaged(name), let hash = KeyHash.whole(NameForm.undamageable(plain)) {
        damaged.want(hash, group, true)
      }
      if mayBeCut(name) {
        let stem = NameForm.plain(NameForm.stem(of: name).bytes)
        if !stem.isEmpty { cuts.append((group, stem)) }
      }
    }
    // Whose names begin so is looked up meanwhile.
    let search = CutNames(tenant.names, tenant.displayNames, candidates, cuts.map(\.stem))
    let wholes = Meanwhile(isSmall: cuts.isEmpty || tenant.groups.count < 1_000) { search.wholes() }
    offer(&spellings, &damaged)
    return edges(spellings) + edges(damaged) + cutNames(cuts, wholes.result())
  }

  /// Groups that may be partners, deleted ones after the others.
  private var candidates: [ObjectIndex] {
    tenant.groups.filter { groups.standing[Int($0)] != .none }
      + tenant.deleted.filter { tenant.kinds[Int($0)] == .group }
  }

  private func offer(_ spellings: inout WantedKeys<Bool>, _ damaged: inout WantedKeys<Bool>) {
    glance.hashNames(tenant, self.keys)
    let hashed = zip(tenant.groups, glance.nameHashes).filter {
      groups.standing[Int($0.0)] != .none
    }
    let closer = hashed.filter { $0.1 == 0 }.map(\.0)
    let deleted = tenant.deleted.filter { tenant.kinds[Int($0)] == .group }
    let keys = NameForm.keyHashes(of: closer + deleted, in: tenant, self.keys)
    var place = 0
    for (group, hash) in hashed {
      if hash != 0 {
        spellings.offer(hash, group, true)
      } else {
        offer(group, keys[place], &spellings, &damaged)
        place += 1
      }
    }
    for (group, hashes) in zip(deleted, keys[place...]) {
      offer(group, hashes, &spellings, &damaged)
    }
  }

  /// Offers every key of a name.
  private func offer(
    _ group: ObjectIndex, _ hashes: [UInt64], _ spellings: inout WantedKeys<Bool>,
    _ damaged: inout WantedKeys<Bool>
  ) {
    for hash in hashes { spellings.offer(hash, group, true) }
    if damaged.buckets.isEmpty { return }
    let bytes = tenant.names.copy(tenant.displayNames[Int(group)])
    if !TextForm.isASCII(bytes.span),
      let hash = KeyHash.whole(NameForm.undamageable(NameForm.plain(bytes)))
    {
      damaged.offer(hash, group, true)
    }
  }

  /// What shares a key, told apart by how the names differ; a double edge counts once.
  private func edges(_ wanted: WantedKeys<Bool>) -> [GroupEdge] {
    var edges: [GroupEdge] = []
    var seen: Set<UInt64> = []
    for bucket in wanted.buckets where !bucket.hits.isEmpty {
      for (group, _) in bucket.entries {
        for (original, _) in bucket.hits
        where seen.insert(UInt64(group) << 32 | UInt64(original)).inserted {
          let difference = groupDifference(group, original)
          guard difference != .other else { continue }
          edges.append(edge(group, original, difference))
        }
      }
    }
    return edges
  }

  private func edge(
    _ group: ObjectIndex, _ original: ObjectIndex, _ difference: NameDifference
  ) -> GroupEdge {
    let spelling = policy.groupMatching.names
    let evidence: Evidence
    if difference == .none {
      evidence = .exactName
    } else if spelling.seen(bytes(local: local.displayNames[Int(group)]))
      == spelling.seen(bytes(tenant: tenant.displayNames[Int(original)]))
    {
      evidence = .foldedName
    } else {
      evidence = .spelling
    }
    return GroupEdge(local: group, tenant: original, evidence: evidence, difference: difference)
  }

  private static func mayBeDamaged(_ name: [UInt8]) -> Bool {
    name.contains(UInt8(ascii: "?")) || !TextForm.isValidUTF8(name.span)
      || String(decoding: name, as: UTF8.self).unicodeScalars.contains("\u{FFFD}")
  }

  private func mayBeCut(_ name: [UInt8]) -> Bool {
    let count = String(decoding: name, as: UTF8.self).unicodeScalars.count
    return count >= NameForm.shortestCut || NameForm.stem(of: name).hasEllipsis
      || product.groupNameCharacters > 0 && count >= product.groupNameCharacters - 1
      || product.groupNameBytes > 0 && name.count >= product.groupNameBytes - 3
  }

  /// Candidates of which an open name is the beginning; more than one of them says nothing.
  private func cutNames(
    _ cuts: [(group: ObjectIndex, stem: [UInt8])], _ wholes: [CutNames.Whole]
  ) -> [GroupEdge] {
    var edges: [GroupEdge] = []
    for (group, stem) in cuts {
      var index = lowerBound(stem, wholes)
      var found: [ObjectIndex] = []
      while index < wholes.count, wholes[index].plain.starts(with: stem), found.count < 16 {
        if groupDifference(group, wholes[index].group) == .truncated {
          found.append(wholes[index].group)
        }
        index += 1
      }
      edges += found.map { edge(group, $0, .truncated) }
    }
    return edges
  }

  private func lowerBound(
    _ stem: [UInt8], _ wholes: [CutNames.Whole]
  ) -> Int {
    var (low, high) = (0, wholes.count)
    while low < high {
      let middle = (low + high) / 2
      if wholes[middle].plain.lexicographicallyPrecedes(stem) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

extension NameForm {
  /// The hashes of the keys of some groups' names; two threads share what is not kept of them.
  static func keyHashes(
    of groups: [ObjectIndex], in directory: Directory, _ kept: NameKeys = NameKeys()
  ) -> [[UInt64]] {
    let (names, displayNames, size) = (directory.names, directory.displayNames, 128)
    return parts((groups.count + size - 1) / size) { part in
      groups[(part * size)..<min((part + 1) * size, groups.count)].map { group in
        let name = displayNames[Int(group)]
        return name > NameTable.empty ? kept.all(names, name) : []
      }
    }.flatMap(\.self)
  }

  /// Puts the only key of a plain ASCII name into a buffer, without making anything else.
  ///
  /// Returns false for names that need more than that; `keys` makes theirs.
  static func appendKey(ofASCII name: Span<UInt8>, to buffer: inout [UInt8]) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    // Read once a name: every access to a static asks whether it was made.
    let (kinds, skeletons) = (asciiKinds, asciiSkeletons)
    var wordStart = 0
    var lastIsDigit = false
    for index in name.indices {
      let byte = name[index]
      // Entities, percent signs and names of one character that is no word take the long way.
      if byte >= 0x80 || byte == 0x26 || byte == 0x25 || byte < 0x20 || byte == 0x7F {
        return false
      }
      let kind = kinds[Int(byte)]
      if kind == 0 {
        endWord(&buffer, &wordStart)
        continue
      }
      if buffer.count == wordStart, kind == 2, lastIsDigit, wordStart > 0 {
        append(skeletons[0x2D], to: &buffer)
        wordStart = buffer.count
      }
      append(skeletons[Int(byte &- 65 < 26 ? byte | 0x20 : byte)], to: &buffer)
      lastIsDigit = kind == 2
    }
    endWord(&buffer, &wordStart)
    return !buffer.isEmpty
  }

  @inline(__always)
  private static func endWord(_ buffer: inout [UInt8], _ wordStart: inout Int) {
    let length = buffer.count - wordStart
    if length > 0, length <= longestConjunction {
      for word in conjunctionSkeletons where buffer[wordStart...].elementsEqual(word) {
        buffer.removeSubrange(wordStart...)
        append(asciiSkeletons[0x26], to: &buffer)
        break
      }
    }
    wordStart = buffer.count
  }

  /// 0 for signs between words, 2 for digits, 1 for everything else.
  private static let asciiKinds: [UInt8] = (UInt8(0)..<128).map { byte in
    if (48...57).contains(byte) { return 2 }
    return words([UInt8(ascii: "x"), byte, UInt8(ascii: "x")]).count == 1 ? 1 : 0
  }

  /// Appends the skeleton of an ASCII character.
  @inline(__always)
  private static func append(_ skeleton: UInt64, to buffer: inout [UInt8]) {
    var skeleton = skeleton
    while skeleton != 0 {
      buffer.append(UInt8(truncatingIfNeeded: skeleton))
      skeleton >>= 8
    }
  }

  /// The skeleton of each ASCII character, its first byte lowest; none has more than eight.
  private static let asciiSkeletons: [UInt64] = (UInt8(0)..<128).map { byte in
    TextForm.skeleton([byte]).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let conjunctionSkeletons: [[UInt8]] = conjunctions.map { TextForm.skeleton($0) }

  private static let longestConjunction = conjunctionSkeletons.map(\.count).max() ?? 0
}
