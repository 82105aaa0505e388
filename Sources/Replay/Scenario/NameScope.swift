import DirectoryModel
import YAMLText

/// The names that one side knows at a point of the scenario.
///
/// A side that comes from a snapshot is open: what it knows is seen when it is read.
struct NameScope {
  let side: Side
  var isOpen = false
  private var kinds = NamedValues<ObjectKind>()

  init(_ side: Side) { self.side = side }

  /// How messages call the side.
  var label: String { side == .tenant ? "the directory" : "the local side" }

  /// Notes a new name.
  mutating func add(_ name: ScenarioName, _ kind: ObjectKind) throws(YAMLError) {
    if let first = kinds.first(name)?.place {
      throw name.place.error(
        found: "'\(name.text)' a second time", expected: "each name once in \(label)",
        hint: "the first one stands at \(first.line):\(first.column); for two objects of one "
          + "name write another word here and 'name: \(name.text)' under it")
    }
    kinds.set(kind, for: name)
  }

  /// Gives an object another name; the old one is free again.
  mutating func rename(_ name: ScenarioName, to new: ScenarioName) throws(YAMLError) {
    guard let kind = kinds.remove(name) else { return }
    try add(new, kind)
  }

  /// What an object is; `nil` when the side does not know it.
  func kind(of name: ScenarioName) -> ObjectKind? { kinds[name] }

  /// The name that a misspelt one was most likely meant to be.
  func nearest(to name: ScenarioName, of allowed: [ObjectKind]) -> String? {
    let candidates = kinds.names.filter {
      allowed.isEmpty || allowed.contains(kinds[$0] ?? .unknown)
    }
    return closestMatch(to: name.text, in: candidates.map(\.text))
  }
}

extension ScenarioReader {
  /// Checks that a side knows a name, and that it is of one of the kinds.
  func check(
    _ name: ScenarioName, on side: Side, as allowed: [ObjectKind] = []
  ) throws(YAMLError) {
    let scope = scope(side)
    guard let kind = scope.kind(of: name) else {
      if scope.isOpen { return }
      if side == .local, mayHaveCopies, let kind = directory.kind(of: name) {
        return try check(kind, of: name, as: allowed)
      }
      throw name.place.error(
        found: "'\(name.text)'", expected: "\(Self.words(for: allowed)) that \(scope.label) has",
        hint: hint(name, side, allowed))
    }
    try check(kind, of: name, as: allowed)
  }

  /// Checks that at least one side knows a name.
  func checkAnywhere(
    _ name: ScenarioName, as allowed: [ObjectKind] = []
  ) throws(YAMLError) {
    if let kind = directory.kind(of: name) ?? local.kind(of: name) {
      return try check(kind, of: name, as: allowed)
    }
    guard !directory.isOpen, !local.isOpen else { return }
    let near = directory.nearest(to: name, of: allowed) ?? local.nearest(to: name, of: allowed)
    throw name.place.error(
      found: "'\(name.text)'", expected: "\(Self.words(for: allowed)) that either side has",
      hint: near.map { "did you mean '\($0)'?" } ?? "list it under 'given'")
  }

  private func check(
    _ kind: ObjectKind, of name: ScenarioName, as allowed: [ObjectKind]
  ) throws(YAMLError) {
    guard allowed.isEmpty || allowed.contains(kind) else {
      throw name.place.error(
        found: "the \(kind.label) '\(name.text)'", expected: Self.words(for: allowed))
    }
  }

  private func hint(_ name: ScenarioName, _ side: Side, _ allowed: [ObjectKind]) -> String {
    let other = scope(side == .tenant ? .local : .tenant)
    if let kind = other.kind(of: name) {
      return "'\(name.text)' is a \(kind.label) of \(other.label)"
    }
    return scope(side).nearest(to: name, of: allowed).map { "did you mean '\($0)'?" }
      ?? (side == .local ? "list it under 'given: local'" : "list it under 'given: directory'")
  }

  private static func words(for kinds: [ObjectKind]) -> String {
    guard !kinds.isEmpty else { return "an object" }
    return kinds.map { "a \($0.label)" }.joined(separator: " or ")
  }
}
