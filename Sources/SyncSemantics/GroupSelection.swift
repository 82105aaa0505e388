package import DirectoryModel
import UnicodeForms

/// Which tenant groups are meant to be in the application, as `--groups` states them.
package struct GroupSelection: Sendable, Equatable {
  /// One line of a selection.
  package struct Entry: Sendable, Equatable {
    /// An object identifier, an exact name, or a pattern with `*` and `?`.
    package let text: String
    /// Where it stands: `groups.txt:3`.
    package let place: String

    package init(text: String, place: String) { (self.text, self.place) = (text, place) }
  }

  /// What a selection means in one tenant.
  package struct Resolution: Sendable, Equatable {
    /// The groups, each once, in the order of their numbers.
    package var groups: [ObjectIndex] = []
    /// Entries that no live group answers to, in their order.
    package var unmatched: [Entry] = []
  }

  package let entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// Reads a file of one entry a line; blank lines and lines that begin with `#` are left out.
  package init(text: String, file: String) {
    var entries: [Entry] = []
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let isBlank = content.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard !isBlank, content.first != UInt8(ascii: "#") else { continue }
      let text = String(decoding: content, as: UTF8.self)
      entries.append(Entry(text: text, place: "\(file):\(index + 1)"))
    }
    self.entries = entries
  }

  /// Takes one pattern from the command line.
  package init(pattern: String) {
    entries = [Entry(text: pattern, place: "--groups")]
  }

  /// Finds the groups that the entries name.
  ///
  /// An entry that is no identifier is an exact name first, then a pattern; a name that several
  /// groups share selects all of them. Takes time in proportion to groups times patterns.
  package func resolve(in tenant: Directory) -> Resolution {
    var resolution = Resolution()
    var byName: [NameIndex: [ObjectIndex]] = [:]
    for group in tenant.groups {
      byName[tenant.displayNames[Int(group)], default: []].append(group)
    }
    var chosen: Set<ObjectIndex> = []
    for entry in entries {
      let found = groups(named: entry.text, in: tenant, byName)
      if found.isEmpty { resolution.unmatched.append(entry) }
      chosen.formUnion(found)
    }
    resolution.groups = chosen.sorted()
    return resolution
  }

  private func groups(
    named text: String, in tenant: Directory, _ byName: [NameIndex: [ObjectIndex]]
  ) -> [ObjectIndex] {
    let bytes = Array(text.utf8)
    if let guid = GUID(text), let group = tenant.find(guid), tenant.kinds[Int(group)] == .group,
      !tenant.isDeleted(group)
    {
      return [group]
    }
    if let name = tenant.names.find(bytes.span), let groups = byName[name] { return groups }
    let trimmed = NameForm.collapsedASCIIBlanks(bytes)
    guard trimmed.contains(UInt8(ascii: "*")) || trimmed.contains(UInt8(ascii: "?")) else {
      return trimmed == bytes
        ? [] : groups(named: String(decoding: trimmed, as: UTF8.self), in: tenant, byName)
    }
    let pattern = Glob(bytes)
    return tenant.groups.filter {
      pattern.matches(tenant.names.copy(tenant.displayNames[Int($0)]))
    }
  }
}

/// A pattern in which `*` stands for any text and `?` for one character.
struct Glob {
  private let pattern: [Unicode.Scalar]

  init(_ bytes: [UInt8]) {
    pattern = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  /// Whether the whole text answers to the pattern, letter for letter.
  ///
  /// - Complexity: O(*n* · *m*).
  func matches(_ text: [UInt8]) -> Bool {
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var (p, t) = (0, 0)
    var retry: (p: Int, t: Int)?
    while t < scalars.count {
      if p < pattern.count, pattern[p] == "*" {
        p += 1
        retry = (p, t)
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == scalars[t] {
        (p, t) = (p + 1, t + 1)
      } else if let back = retry {
        (p, t) = (back.p, back.t + 1)
        retry = (p, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
