import Foundation

/// A JSON Schema, for judging what the program wrote without a network.
///
/// Knows the part of drafts 7 and 2020-12 that the project's schemas use; any other keyword is a
/// fault, so that nothing is believed to be checked which is not.
/// Source: https://json-schema.org/draft/2020-12/json-schema-validation.
package struct JSONSchema {
  private let root: JSONNode

  package init(_ text: String) throws { root = try JSONNode(text) }

  /// Every way in which a text is not as the schema says: `/findings/3/rule: …`, or none.
  package func faults(in node: JSONNode) -> [String] { faults(node, root, "") }

  private static let annotations: Set<String> = [
    "$schema", "$id", "$defs", "$comment", "title", "description", "definitions", "default",
  ]

  private func faults(_ node: JSONNode, _ schema: JSONNode, _ path: String) -> [String] {
    if let truth = schema.truth { return truth ? [] : ["\(path): nothing may stand here"] }
    var faults: [String] = []
    for keyword in schema.keys where !Self.annotations.contains(keyword) {
      guard let found = check(keyword, node, schema, path) else {
        return ["\(path): the schema's keyword '\(keyword)' is not known to the test"]
      }
      faults += found
    }
    return faults
  }

  private func check(
    _ keyword: String, _ node: JSONNode, _ schema: JSONNode, _ path: String
  ) -> [String]? {
    let rule = schema[keyword]
    switch keyword {
    case "$ref": return reference(node, rule, path)
    case "type", "enum", "const": return value(keyword, node, rule, path)
    case "required", "properties", "additionalProperties":
      return node.kind == .object ? members(keyword, node, schema, path) : []
    case "items", "minItems", "uniqueItems":
      return node.kind == .array ? elements(keyword, node, rule, path) : []
    case "pattern", "minLength", "format": return text(keyword, node, rule, path)
    case "minimum":
      guard let number = node.number, let bound = rule.number, number < bound else { return [] }
      return ["\(path): \(number) is less than \(bound)"]
    case "maximum":
      guard let number = node.number, let bound = rule.number, number > bound else { return [] }
      return ["\(path): \(number) is more than \(bound)"]
    case "minProperties", "maxProperties", "dependentRequired":
      return node.kind == .object ? keys(keyword, node, rule, path) : []
    case "allOf": return rule.items.flatMap { faults(node, $0, path) }
    case "anyOf", "oneOf":
      let good = rule.items.filter { faults(node, $0, path).isEmpty }.count
      let isGood = keyword == "anyOf" ? good > 0 : good == 1
      return isGood ? [] : ["\(path): keeps to \(good) of \(rule.items.count) choices"]
    default: return nil
    }
  }

  private func reference(_ node: JSONNode, _ rule: JSONNode, _ path: String) -> [String] {
    let steps = (rule.text ?? "").split(separator: "/")
    guard steps.first == "#" else { return ["\(path): '\(rule.text ?? "")' lies elsewhere"] }
    let target = steps.dropFirst().reduce(root) { $0[String($1)] }
    guard target.exists else { return ["\(path): the schema has no '\(rule.text ?? "")'"] }
    return faults(node, target, path)
  }

  private func value(
    _ keyword: String, _ node: JSONNode, _ rule: JSONNode, _ path: String
  ) -> [String] {
    switch keyword {
    case "type":
      let names = rule.text.map { [$0] } ?? rule.items.compactMap(\.text)
      let kinds = node.kind == .integer ? ["integer", "number"] : [node.kind.rawValue]
      return names.contains { kinds.contains($0) }
        ? [] : ["\(path): \(kinds[0]), expected \(names.joined(separator: " or "))"]
    case "enum":
      return rule.items.contains { $0.text == node.text && $0.kind == node.kind }
        ? [] : ["\(path): '\(node.text ?? node.kind.rawValue)' is none of the values"]
    default:
      return rule.text == node.text && rule.kind == node.kind
        ? [] : ["\(path): not '\(rule.text ?? "")'"]
    }
  }

  private func members(
    _ keyword: String, _ node: JSONNode, _ schema: JSONNode, _ path: String
  ) -> [String] {
    let known = schema["properties"]
    switch keyword {
    case "required":
      return schema[keyword].items.compactMap(\.text).filter { !node[$0].exists }
        .map { "\(path): '\($0)' is missing" }
    case "properties":
      return node.keys.filter { known[$0].exists }
        .flatMap { faults(node[$0], known[$0], "\(path)/\($0)") }
    default:
      return node.keys.filter { !known[$0].exists }
        .flatMap { faults(node[$0], schema[keyword], "\(path)/\($0)") }
    }
  }

  private func keys(
    _ keyword: String, _ node: JSONNode, _ rule: JSONNode, _ path: String
  ) -> [String] {
    let count = node.keys.count
    switch keyword {
    case "minProperties":
      return count < rule.number ?? 0 ? ["\(path): \(count) keys are too few"] : []
    case "maxProperties":
      return count > rule.number ?? .max ? ["\(path): \(count) keys are too many"] : []
    default:
      return node.keys.flatMap { key in
        rule[key].items.compactMap(\.text).filter { !node[$0].exists }
          .map { "\(path): '\(key)' needs '\($0)'" }
      }
    }
  }

  private func elements(
    _ keyword: String, _ node: JSONNode, _ rule: JSONNode, _ path: String
  ) -> [String] {
    let items = node.items
    switch keyword {
    case "items":
      return items.enumerated().flatMap { faults($1, rule, "\(path)/\($0)") }
    case "minItems":
      let least = rule.number ?? 0
      return items.count < least ? ["\(path): \(items.count) elements, at least \(least)"] : []
    default:
      guard rule.truth == true else { return [] }
      let texts = items.map(\.canonicalText)
      return Set(texts).count == texts.count ? [] : ["\(path): two elements are equal"]
    }
  }

  private func text(
    _ keyword: String, _ node: JSONNode, _ rule: JSONNode, _ path: String
  ) -> [String] {
    guard let text = node.text else { return [] }
    switch keyword {
    case "minLength":
      return text.unicodeScalars.count < rule.number ?? 0 ? ["\(path): '\(text)' is too short"] : []
    case "format" where rule.text == "uri-reference" || rule.text == "uri":
      let isGood =
        matches(text, "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*$")
        && !matches(text, "%(?![0-9A-Fa-f]{2})")
        && (rule.text == "uri-reference" || matches(text, "^[A-Za-z][A-Za-z0-9+.-]*:"))
      return isGood ? [] : ["\(path): '\(text)' is no \(rule.text ?? "")"]
    case "pattern":
      return matches(text, rule.text ?? "")
        ? [] : ["\(path): '\(text)' does not match '\(rule.text ?? "")'"]
    default: return ["\(path): the format '\(rule.text ?? "")' is not known to the test"]
    }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    text.range(of: pattern, options: .regularExpression) != nil
  }
}
