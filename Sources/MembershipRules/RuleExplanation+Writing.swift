import DirectoryModel
package import JSONText

extension RuleExplanation {
  /// The tree as lines, one a part, each part two blanks further in than its whole.
  package var lines: [String] { lines(indent: "") }

  private func lines(indent: String) -> [String] {
    var line = "\(indent)\(Self.word(result))  \(expression)"
    if let propertyName {
      switch propertyValue {
      case .none: break
      case .absent: line += "  (\(propertyName) has no value)"
      case .notCollected: line += "  (\(propertyName) was not collected)"
      case .text(let text): line += "  (\(propertyName) is \(text))"
      }
    }
    if let reason { line += "  (\(reason))" }
    return [line] + parts.flatMap { $0.lines(indent: indent + "  ") }
  }

  private static func word(_ truth: Truth) -> String {
    switch truth {
    case .yes: "yes"
    case .no: "no "
    case .unknown: "?  "
    }
  }

  /// Writes the tree with the keys of Graph's `expressionEvaluationDetails`.
  ///
  /// Where Graph has true or false, an answer that nobody knows is null.
  package func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("expression")
    json.string(expression)
    json.key("expressionResult")
    json.write(result)
    if let propertyName {
      json.key("propertyToEvaluate")
      json.beginObject()
      json.key("propertyName")
      json.string(propertyName)
      json.key("propertyValue")
      if case .text(let text) = propertyValue { json.string(text) } else { json.null() }
      json.key("collected")
      json.bool(propertyValue != .notCollected)
      json.endObject()
    }
    if let reason {
      json.key("reason")
      json.string(reason)
    }
    json.key("expressionEvaluationDetails")
    json.beginArray()
    for part in parts { part.write(to: &json) }
    json.endArray()
    json.endObject()
  }
}

extension MembershipRule {
  /// Writes an explanation as Graph answers `evaluateDynamicMembership`.
  ///
  /// Source: "evaluateDynamicMembershipResult resource type",
  /// https://learn.microsoft.com/graph/api/resources/evaluatedynamicmembershipresult.
  package func write(
    _ explanation: RuleExplanation, isPaused: Bool = false, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("membershipRule")
    json.string(text)
    if isPaused {
      json.key("membershipRuleProcessingState")
      json.string("Paused")
    }
    json.key("membershipRuleEvaluationResult")
    json.write(explanation.result)
    json.key("membershipRuleEvaluationDetails")
    explanation.write(to: &json)
    json.endObject()
  }
}

extension JSONWriter {
  /// Writes an answer: true, false, or null where nobody knows it.
  fileprivate mutating func write(_ truth: Truth) {
    switch truth {
    case .yes: bool(true)
    case .no: bool(false)
    case .unknown: null()
    }
  }
}
