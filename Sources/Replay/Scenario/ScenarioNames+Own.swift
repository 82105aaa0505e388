import DirectoryModel
import YAMLText

extension ScenarioNames {
  /// What an object is called now; one of a snapshot by a name that means nobody else, or else by
  /// its identifier or key.
  func text(
    of object: ObjectIndex, on side: Side, in world: World, _ own: OwnNames?
  ) -> String {
    let text = text(of: object, on: side, in: world)
    guard let own, given(ScenarioName(text, at: Self.nowhere), on: side, in: world) != object
    else { return text }
    if let name = own.name(of: object, in: world[side]), !isTaken(name, on: side, in: world) {
      return name
    }
    let key = world.identifierText(of: object, on: side)
    return key.isEmpty ? text : key
  }

  private static let nowhere = YAMLPlace(file: "", line: 1, column: 1)

  /// Whether a name that the scenario gave, or the form of an identifier, comes before a snapshot's.
  private func isTaken(_ name: String, on side: Side, in world: World) -> Bool {
    if side == .tenant, GUID(name) != nil { return true }
    return given(ScenarioName(name, at: Self.nowhere), on: side, in: world) != nil
  }
}
