import DirectoryModel
import Synchronization

/// Shortest ways of the tenant for all who make texts of findings, each of whom asks for many of one
/// group: findings stand in the order of groups.
final class SharedPaths: Sendable {
  /// One for each thread that has asked at the same time as others.
  private let idle = Mutex<[PathsInTurn]>([])
  private let nesting: Nesting
  private let directory: Directory

  /// So many ways of one group are found one by one in less time than all of them at once.
  private static let few = 8

  init(_ nesting: Nesting, _ directory: Directory) {
    (self.nesting, self.directory) = (nesting, directory)
  }

  /// The way that `Nesting.shortestPath` finds, whoever asks in between.
  func path(from group: ObjectIndex, to member: ObjectIndex) -> [ObjectIndex]? {
    // Where there is no second list nothing is gained by remembering the first.
    guard nesting.hasChildren(group) else {
      return nesting.shortestPath(from: group, to: member, in: directory)
    }
    var paths = idle.withLock { Self.take(group, from: &$0) } ?? PathsInTurn(few: Self.few)
    let path = paths.path(from: group, to: member, nesting, in: directory)
    let used = paths
    idle.withLock { $0.append(used) }
    return path
  }

  /// What was asked for the same group, or else what lies there longest.
  private static func take(_ group: ObjectIndex, from idle: inout [PathsInTurn]) -> PathsInTurn? {
    if idle.isEmpty { return nil }
    return idle.remove(at: idle.firstIndex { $0.group == group } ?? 0)
  }
}
