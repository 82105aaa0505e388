import DirectoryModel
import Memory

/// Hashes of names that are equal whenever the names differ only in case, blanks and composition.
///
/// Plain ASCII is hashed as it stands in its table, without a copy.
enum KeyHash {
  /// The hash of the plain form of a name; `nil` for a name without a visible character.
  static func plain(_ table: NameTable, _ name: NameIndex) -> UInt64? {
    plain(table.bytes.span.extracting(table.range(of: name)))
  }

  /// The hash of the plain form of some bytes.
  static func plain(_ bytes: [UInt8]) -> UInt64? { plain(bytes.span) }

  private static func plain(_ bytes: Span<UInt8>) -> UInt64? {
    var state = HashSeed.value
    var (word, held) = (UInt64(0), 0)
    var (isPending, isEmpty) = (false, true)
    var start = 0
    while start + 8 <= bytes.count, let eight = smallASCII(bytes.word(at: start), from: 0x21) {
      word = eight
      state = HashSeed.mix(state, word)
      start += 8
    }
    (held, isEmpty) = (start, start == 0)
    while start < bytes.count {
      var byte = bytes[start]
      start += 1
      if byte >= 0x80 {
        guard start < bytes.count, var form = LatinForms.form(byte, bytes[start]) else {
          return copied(bytes)
        }
        start += 1
        isEmpty = false
        if isPending { add(0x20, &state, &word, &held) }
        isPending = false
        while form != 0 {
          add(UInt8(truncatingIfNeeded: form), &state, &word, &held)
          form >>= 8
        }
        continue
      }
      if byte == 0x20 || byte &- 9 < 5 {
        isPending = !isEmpty
        continue
      }
      isEmpty = false
      if byte &- 65 < 26 { byte |= 0x20 }
      if isPending {
        isPending = false
        add(0x20, &state, &word, &held)
      }
      add(byte, &state, &word, &held)
    }
    return isEmpty ? nil : end(state, word, held)
  }

  /// Eight bytes, the first lowest, with ASCII letters small and the first byte highest; `nil` unless
  /// all are ASCII that is not below `least`.
  @inline(__always)
  static func smallASCII(_ bytes: UInt64, from least: UInt64) -> UInt64? {
    let word = bytes.byteSwapped
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    guard word & tops == 0 else { return nil }
    // With the top bits clear no sum runs over into the next byte: a top bit tells what is above.
    guard (word + ones * (0x80 - least)) & tops == tops else { return nil }
    let capitals = (word + ones * (0x80 - 0x41)) & ~(word + ones * (0x80 - 0x5B)) & tops
    return word | capitals >> 2
  }

  private static func copied(_ bytes: Span<UInt8>) -> UInt64? {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    return whole(NameForm.plain(copy))
  }

  /// The hash of bytes as they are, the same as that of a plain name.
  static func whole(_ bytes: [UInt8]) -> UInt64? {
    if bytes.isEmpty { return nil }
    var state = HashSeed.value
    var (word, held) = (UInt64(0), 0)
    for byte in bytes { add(byte, &state, &word, &held) }
    return end(state, word, held)
  }

  /// The hash, which is never 0: that stands for no hash.
  @inline(__always)
  private static func end(_ state: UInt64, _ word: UInt64, _ held: Int) -> UInt64 {
    max(1, HashSeed.mix(HashSeed.mix(state, word), UInt64(held)))
  }

  @inline(__always)
  private static func add(
    _ byte: UInt8, _ state: inout UInt64, _ word: inout UInt64, _ held: inout Int
  ) {
    word = word << 8 | UInt64(byte)
    held += 1
    if held & 7 == 0 { state = HashSeed.mix(state, word) }
  }
}

/// The plain forms of the Latin letters beyond ASCII that two bytes write.
///
/// Each is that of the letter alone: in a text of ASCII and such letters nothing is put together
/// with what stands before it.
enum LatinForms {
  /// The first letter, À, and how many follow it up to the end of what the lead bytes C3 to C8 write.
  private static let (first, count) = (UInt32(0xC0), 0x180)

  /// The bytes of each form, the first one lowest; 0 for letters that need a closer look.
  private static let forms: [UInt64] = (0..<count).map { offset in
    guard let letter = Unicode.Scalar(first + UInt32(offset)) else { return 0 }
    let plain = NameForm.plain(Array(String(Character(letter)).utf8))
    // Signs that stand over the letter before begin with CC, and so do all that come after them.
    guard plain.count <= 8, plain.allSatisfy({ $0 < 0xCC }) else { return 0 }
    return plain.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The form of the letter that two bytes write, the first byte lowest; `nil` for anything else.
  @inline(__always)
  static func form(_ lead: UInt8, _ byte: UInt8) -> UInt64? {
    guard lead &- 0xC3 < 6, byte & 0xC0 == 0x80 else { return nil }
    let form = forms[Int(lead &- 0xC3) << 6 | Int(byte & 0x3F)]
    return form == 0 ? nil : form
  }
}

/// Local entries waiting for the keys of the tenant, and what came for them.
struct WantedKeys<Tag: Sendable>: Sendable {
  struct Bucket: Sendable {
    var entries: [(local: ObjectIndex, tag: Tag)] = []
    var hits: [(tenant: ObjectIndex, tag: Tag)] = []
    /// Whether more came than can be told apart.
    var overflows = false
  }

  /// Beyond this many, objects that share a key are not told apart any more.
  static var mostHits: Int { 16 }

  private(set) var buckets: [Bucket] = []
  private var slots: [(hash: UInt64, bucket: UInt32)] = Array(32, of: (0, 0))
  /// For many keys, a bit for each ending of a hash that somebody waits for: it is asked first.
  private var endings: [UInt64] = []

  init() {}

  /// Waits for a key on behalf of a local object.
  mutating func want(_ hash: UInt64, _ local: ObjectIndex, _ tag: Tag) {
    if (buckets.count + 1) * 2 > slots.count { grow() }
    let slot = find(hash)
    if slots[slot].bucket == 0 {
      buckets.append(Bucket())
      slots[slot] = (hash, UInt32(buckets.count))
      if !endings.isEmpty { note(hash) }
    }
    buckets[Int(slots[slot].bucket) - 1].entries.append((local, tag))
  }

  /// Tells of a tenant object that has a key, and whether anybody waits for it; constant time.
  @inline(__always)
  @discardableResult
  mutating func offer(_ hash: UInt64, _ tenant: ObjectIndex, _ tag: Tag) -> Bool {
    let bucket = slots[find(hash)].bucket
    guard bucket != 0 else { return false }
    let index = Int(bucket) - 1
    if buckets[index].hits.count < Self.mostHits {
      buckets[index].hits.append((tenant, tag))
    } else {
      buckets[index].overflows = true
    }
    return true
  }

  /// Whether anybody waits for a key; constant time.
  @inline(__always)
  func isWanted(_ hash: UInt64) -> Bool {
    if !endings.isEmpty, endings[Int(hash >> 6 & 0x7FF)] >> (hash & 63) & 1 == 0 { return false }
    return slots[find(hash)].bucket != 0
  }

  /// Marks the last 17 bits of a hash.
  private mutating func note(_ hash: UInt64) {
    endings[Int(hash >> 6 & 0x7FF)] |= 1 << (hash & 63)
  }

  @inline(__always)
  private func find(_ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].bucket != 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: old.count * 2)
    for entry in old where entry.bucket != 0 { slots[find(entry.hash)] = entry }
    guard slots.count > 2_048, endings.isEmpty else { return }
    endings = Array(repeating: 0, count: 2_048)
    for entry in old where entry.bucket != 0 { note(entry.hash) }
  }
}
