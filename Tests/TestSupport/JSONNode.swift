import Foundation

/// A place in a JSON text, for judging what the program wrote; a place may hold nothing.
///
///     try JSONNode(text)["findings"][0]["rule"].text == "name.case"
package struct JSONNode {
  private let value: Any?

  /// Reads a whole JSON text.
  package init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
  }

  private init(value: Any?) { self.value = value }

  /// What stands under a key.
  package subscript(key: String) -> JSONNode {
    JSONNode(value: (value as? [String: Any])?[key])
  }

  /// What stands at an index.
  package subscript(index: Int) -> JSONNode {
    let items = items
    return items.indices.contains(index) ? items[index] : JSONNode(value: nil)
  }

  /// Whether there is something, be it `null`.
  package var exists: Bool { value != nil }

  /// Whether there is a `null`.
  package var isNull: Bool { value is NSNull }

  /// The string, or `nil` for anything else.
  package var text: String? { value as? String }

  /// The whole number, or `nil` for anything else, among it `true` and `false`.
  package var number: Int? { isTruthValue ? nil : value as? Int }

  /// The truth value, or `nil` for anything else, among it 0 and 1.
  package var truth: Bool? { isTruthValue ? value as? Bool : nil }

  /// The elements of an array, or none.
  package var items: [JSONNode] { (value as? [Any] ?? []).map(JSONNode.init(value:)) }

  /// The keys of an object, sorted by their bytes, or none.
  package var keys: [String] {
    (value as? [String: Any] ?? [:]).keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What stands here, in the words of JSON Schema.
  package enum Kind: String, Sendable {
    case object, array, string, integer, number, boolean, null, nothing
  }

  /// What stands here.
  package var kind: Kind {
    switch value {
    case is [String: Any]: .object
    case is [Any]: .array
    case is String: .string
    case is NSNull: .null
    case nil: .nothing
    default: isTruthValue ? .boolean : number == nil ? .number : .integer
    }
  }

  /// The same text for equal values, whatever the order of their members.
  package var canonicalText: String {
    switch kind {
    case .object:
      "{\(keys.map { "\(String(reflecting: $0)):\(self[$0].canonicalText)" }.joined(separator: ","))}"
    case .array: "[\(items.map(\.canonicalText).joined(separator: ","))]"
    case .string: String(reflecting: text ?? "")
    default: value.map { "\($0)" } ?? ""
    }
  }

  /// Foundation turns 1 into `true` when asked to; the type behind the value tells them apart.
  private var isTruthValue: Bool {
    (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
  }
}
