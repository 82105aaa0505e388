import Files
import Synchronization

/// One line on standard error that says what is going on, while somebody looks at a terminal.
final class Progress: Sendable {
  private let isShown = StandardStream.error.isTerminal
  private let lastLine = Mutex("")

  /// Shows a step and how far it has come; steps of less than one percent are not shown.
  func show(_ step: String, bytes: UInt64 = 0, of total: UInt64? = nil) {
    guard isShown else { return }
    var line = step
    if let total, total > 0 {
      line += " \(min(100, bytes * 100 / total)) %"
    } else if bytes > 0 {
      line += " \(bytes >> 20) MiB"
    }
    replace(by: line)
  }

  /// Takes the line away.
  func end() { if isShown { replace(by: "") } }

  private func replace(by line: String) {
    let isNew = lastLine.withLock { last in
      defer { last = line }
      return last != line
    }
    guard isNew else { return }
    do {
      try StandardStream.error.write("\r\u{1B}[K\(line)")
    } catch {
      // The report matters; a terminal that went away does not.
      return
    }
  }
}
