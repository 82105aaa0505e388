import DirectoryModel
import Memory

/// Who waits, by group and person; a change takes constant time.
///
/// A table of its own, whose hashes take two multiplications: what waits is large, stands in a row,
/// and is looked at only where the hash is the right one.
struct OpenExposures: Sendable {
  typealias Key = ExposureLedger.Key
  typealias Waiting = ExposureLedger.Waiting

  /// What leads to one who waits.
  private struct Link: Sendable {
    let hash: UInt32
    /// One more than the place of the one before in the bucket, 0 for none.
    var before: UInt32
  }

  private static let fewestBuckets = 8

  /// Everybody who waits, in no order that means anything.
  private(set) var all: [Waiting] = []
  private var links: [Link] = []
  /// One more than the place of the latest in each bucket, 0 for none.
  private var latest: [UInt32] = []
  private let seed = HashSeed.value

  /// Who waits in a group for a person, `nil` for nobody.
  subscript(key: Key) -> Waiting? {
    get { place(of: key, hash(key)).map { all[$0] } }
    set {
      let hash = hash(key)
      switch (place(of: key, hash), newValue) {
      case (let place?, let waiting?): all[place] = waiting
      case (let place?, nil): remove(place)
      case (nil, let waiting?): append(waiting, hash)
      case (nil, nil): return
      }
    }
  }

  /// Notes of somebody that a run has gone by which did not want the change.
  mutating func passOver(_ place: Int) { all[place].isPassedOver = true }

  /// Makes room for so many more.
  mutating func expect(_ count: Int) {
    let count = all.count + count
    all.reserveCapacity(count)
    links.reserveCapacity(count)
    if count > latest.count { spread(over: count) }
  }

  @inline(__always)
  private func hash(_ key: Key) -> UInt32 {
    let groups = HashSeed.mix(seed, UInt64(key.tenantGroup) << 32 | UInt64(key.localGroup))
    return UInt32(truncatingIfNeeded: HashSeed.mix(groups, UInt64(key.person)))
  }

  @inline(__always)
  private func bucket(_ hash: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(latest.count)) >> 32)
  }

  private func place(of key: Key, _ hash: UInt32) -> Int? {
    guard !latest.isEmpty else { return nil }
    var next = latest[bucket(hash)]
    while next != 0 {
      let place = Int(next) - 1
      if links[place].hash == hash, all[place].key == key { return place }
      next = links[place].before
    }
    return nil
  }

  private mutating func append(_ waiting: Waiting, _ hash: UInt32) {
    if all.count == latest.count { spread(over: max(Self.fewestBuckets, 2 * latest.count)) }
    let bucket = bucket(hash)
    links.append(Link(hash: hash, before: latest[bucket]))
    all.append(waiting)
    latest[bucket] = UInt32(all.count)
  }

  /// Takes somebody out; the last one moves to their place.
  private mutating func remove(_ place: Int) {
    let last = all.count - 1
    lead(to: place, links[place].before)
    if place != last {
      lead(to: last, UInt32(place + 1))
      (all[place], links[place]) = (all[last], links[last])
    }
    all.removeLast()
    links.removeLast()
  }

  /// Lets what leads to a place lead elsewhere.
  private mutating func lead(to place: Int, _ other: UInt32) {
    let bucket = bucket(links[place].hash)
    var next = Int(latest[bucket]) - 1
    guard next != place else {
      latest[bucket] = other
      return
    }
    while links[next].before != UInt32(place + 1) { next = Int(links[next].before) - 1 }
    links[next].before = other
  }

  private mutating func spread(over count: Int) {
    latest = Array(count, of: 0)
    for place in links.indices {
      let bucket = bucket(links[place].hash)
      links[place].before = latest[bucket]
      latest[bucket] = UInt32(place + 1)
    }
  }
}

/// Whose the accounts are that changes of copies were due for.
///
/// Hardly ever asked, so that what is told is put in order only then.
struct PersonsOfAccounts: Sendable {
  typealias Key = ExposureLedger.Key

  private var told: [(account: Key, person: ObjectIndex)] = []
  private var known: [Key: ObjectIndex] = [:]

  /// Makes room for so many more.
  mutating func expect(_ count: Int) { told.reserveCapacity(told.count + count) }

  /// Notes whose an account is: a key with the account in the place of the person.
  mutating func note(_ account: Key, _ person: ObjectIndex) { told.append((account, person)) }

  /// The person of whom an account was last.
  mutating func person(of account: Key) -> ObjectIndex? {
    // Those without an account are asked for most, and nobody has told of them.
    if account.person == noObject { return nil }
    for (account, person) in told { known[account] = person }
    told.removeAll()
    return known[account]
  }
}
