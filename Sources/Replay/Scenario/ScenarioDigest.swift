import Digests
import DirectoryModel
import Memory
import SyncSemantics

extension ScenarioRun {
  /// Bytes that are put together before they are taken into the digest; larger pieces of memory are
  /// not at hand as quickly.
  private static var mostHeld: Int { 700 }

  /// SHA-256 of the timeline and of the state at its end, 64 lower-case hexadecimal digits.
  var digest: String {
    var hash = SHA256()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.mostHeld + 200)
    let texts = timeline.texts
    for entry in timeline.entries {
      entry.append(to: &bytes, texts)
      if bytes.count > Self.mostHeld {
        hash.update(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    appendWord(world.digest.high, to: &bytes)
    appendWord(world.digest.low, to: &bytes)
    appendWord(UInt64(bitPattern: world.now.seconds), to: &bytes)
    hash.update(bytes)
    return hash.finish().hex
  }

  /// Whether another run has told the same and ended in the same state: its digest is the same then.
  func isSame(as other: ScenarioRun) -> Bool {
    timeline.isSame(as: other.timeline) && world.digest == other.world.digest
      && world.now == other.world.now || digest == other.digest
  }
}

extension TimelineEntry {
  /// The entry in a form without pointers, padding or numbers that differ from run to run.
  fileprivate func append(to bytes: inout [UInt8], _ texts: [String]) {
    var head = ShortBytes()
    head.append(word: UInt64(bitPattern: time.seconds))
    head.append(word: UInt64(run) << 32 | UInt64(cause))
    head.append(kind.rawValue)
    head.append(side == nil ? 0 : side == .tenant ? 1 : 2)
    if let operation {
      head.append(operation.kind.rawValue)
      head.append(operation.cause.rawValue)
      head.append(operation.decision.rawValue)
      head.append(word: UInt64(operation.tenantGroup) << 32 | UInt64(operation.localGroup))
      head.append(word: UInt64(operation.tenantPrincipal) << 32 | UInt64(operation.localPrincipal))
    }
    if let change { Self.append(change, to: &head) } else { head.append(0) }
    let text = texts[Int(text)]
    head.append(word: UInt64(text.utf8.count))
    head.append(to: &bytes)
    appendText(text, to: &bytes)
  }

  private static func append(_ change: Change, to bytes: inout ShortBytes) {
    switch change {
    case .edge(let relation, let group, let target, let isPresent):
      bytes.append(relation == .members ? (isPresent ? 1 : 2) : (isPresent ? 3 : 4))
      bytes.append(word: UInt64(group) << 32 | UInt64(target))
    case .text(let object, let field, let old, let new):
      bytes.append(5)
      bytes.append(word: UInt64(object) << 32 | field.number)
      bytes.append(word: UInt64(old) << 32 | UInt64(new))
    case .flags(let object, let old, let new):
      bytes.append(6)
      bytes.append(word: UInt64(object))
      bytes.append(word: UInt64(old.rawValue) << 32 | UInt64(new.rawValue))
    }
  }
}
