import DirectoryModel
import Replay
import YAMLText

/// Words and properties as a scenario writes them.
enum ScenarioText {
  /// The text as YAML reads it back: plain where that is safe, in double quotes otherwise.
  ///
  /// Source: "YAML Ain't Markup Language 1.2", https://yaml.org/spec/1.2.2/#733-plain-style.
  static func quoted(_ text: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 @._-/+()".utf8)
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    let reserved = ["yes", "no", "on", "off", "true", "false", "null", "y", "n"]
    if let first = text.utf8.first, letters.contains(first), text.utf8.last != 0x20,
      text.utf8.allSatisfy(plain.contains), !reserved.contains(text.lowercased())
    {
      return text
    }
    return YAMLScalar.inDoubleQuotes(text)
  }

  /// A property and its value, `nil` where a scenario has no word for it.
  static func pair(
    _ property: ObjectProperty, of object: ObjectIndex, in directory: Directory
  ) -> String? {
    let kind = directory.kinds[Int(object)]
    guard let stated = ScenarioProperty.stating(property, of: kind, on: directory.side)
    else { return nil }
    switch stated.form {
    case .kind:
      let kind = directory.groupKind(object)
      return kind == .unknown ? nil : "\(stated.rawValue): \(kind.word)"
    case .flag:
      let isOn = directory.values(of: property, object).first == "true"
      return "\(stated.rawValue): \(isOn ? "yes" : "no")"
    case .text:
      let value = directory.values(of: property, object).first
      return "\(stated.rawValue): \(value.map(quoted) ?? "~")"
    }
  }
}
