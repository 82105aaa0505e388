import Digests
import DirectoryModel
import Memory
import SyncSemantics

extension ScenarioRun {
  /// SHA-256 of the timeline and of the state at its end, 64 lower-case hexadecimal digits.
  var digest: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(timeline.entries.count * 128)
    for entry in timeline.entries { entry.append(to: &bytes, timeline) }
    appendWord(world.digest.high, to: &bytes)
    appendWord(world.digest.low, to: &bytes)
    appendWord(UInt64(bitPattern: world.now.seconds), to: &bytes)
    return SHA256.hex(of: bytes)
  }
}

extension TimelineEntry {
  /// The entry in a form without pointers, padding or numbers that differ from run to run.
  fileprivate func append(to bytes: inout [UInt8], _ timeline: Timeline) {
    appendWord(UInt64(bitPattern: time.seconds), to: &bytes)
    appendWord(UInt64(run) << 32 | UInt64(cause), to: &bytes)
    bytes.append(kind.rawValue)
    bytes.append(side == nil ? 0 : side == .tenant ? 1 : 2)
    if let operation {
      bytes.append(operation.kind.rawValue)
      bytes.append(operation.cause.rawValue)
      bytes.append(operation.decision.rawValue)
      appendWord(UInt64(operation.tenantGroup) << 32 | UInt64(operation.localGroup), to: &bytes)
      appendWord(
        UInt64(operation.tenantPrincipal) << 32 | UInt64(operation.localPrincipal), to: &bytes)
    }
    if let change { Self.append(change, to: &bytes) } else { bytes.append(0) }
    let text = timeline.text(of: self)
    appendWord(UInt64(text.utf8.count), to: &bytes)
    appendBytes(text.utf8Span.span, to: &bytes)
  }
  private static func append(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .edge(let relation, let group, let target, let isPresent):
      bytes.append(relation == .members ? (isPresent ? 1 : 2) : (isPresent ? 3 : 4))
      appendWord(UInt64(group) << 32 | UInt64(target), to: &bytes)
    case .text(let object, let field, let old, let new):
      bytes.append(5)
      appendWord(UInt64(object) << 32 | field.number, to: &bytes)
      appendWord(UInt64(old) << 32 | UInt64(new), to: &bytes)
    case .flags(let object, let old, let new):
      bytes.append(6)
      appendWord(UInt64(object), to: &bytes)
      appendWord(UInt64(old.rawValue) << 32 | UInt64(new.rawValue), to: &bytes)
    }
  }
}
