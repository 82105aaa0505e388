import DirectoryModel

/// A rule as a flat list of steps, so that a million users are asked without building anything.
struct RuleProgram: Sendable {
  enum Operation: Sendable {
    case or, and, not, test, any, all, memberOf, directReports
  }

  struct Node: Sendable {
    var operation: Operation
    /// The range of the node's parts in `parts`, or the number of its test or property.
    var first: Int
    var count: Int
  }

  /// One element of a collection, to which `_` and `assignedPlan` refer.
  enum Element: Sendable {
    case none
    case text(ArraySlice<UInt8>)
    case plan(RulePlan)
  }

  private(set) var nodes: [Node] = []
  /// What each node stands for.
  private(set) var expressions: [RuleExpression] = []
  /// Numbers of nodes.
  private(set) var parts: [Int] = []
  private(set) var tests: [RuleTest] = []
  private(set) var groups: [GUID] = []

  /// Makes the steps of an expression; the last node is the whole.
  init(_ expression: RuleExpression) { _ = add(expression) }

  /// The number of the node that is the whole rule.
  var root: Int { nodes.count - 1 }

  private mutating func add(_ expression: RuleExpression) -> Int {
    let node: Node
    switch expression {
    case .or(let list): node = add(list, .or)
    case .and(let list): node = add(list, .and)
    case .not(let part): node = add([part], .not)
    case .any(_, let condition): node = add([condition], .any)
    case .all(_, let condition): node = add([condition], .all)
    case .comparison(let operand, let comparison, let literal):
      node = Node(operation: .test, first: tests.count, count: 1)
      tests.append(RuleTest(operand, comparison, literal))
    case .memberOf(let sources):
      node = Node(operation: .memberOf, first: groups.count, count: sources.count)
      groups += sources
    case .directReports(let manager):
      node = Node(operation: .directReports, first: groups.count, count: 1)
      groups.append(manager)
    }
    nodes.append(node)
    expressions.append(expression)
    return nodes.count - 1
  }

  private mutating func add(_ list: [RuleExpression], _ operation: Operation) -> Node {
    let numbers = list.map { add($0) }
    let node = Node(operation: operation, first: parts.count, count: numbers.count)
    parts += numbers
    return node
  }

  /// The numbers of the parts of a node.
  func parts(of node: Int) -> ArraySlice<Int> {
    switch nodes[node].operation {
    case .test, .memberOf, .directReports: []
    default: parts[nodes[node].first..<(nodes[node].first + nodes[node].count)]
    }
  }
}

extension RuleProgram {
  /// The answer of a node; stops as soon as it is certain.
  func truth<Subject: RuleSubject>(
    of number: Int, _ subject: Subject, _ element: Element, _ now: Int64?
  ) -> Truth {
    let node = nodes[number]
    switch node.operation {
    case .test:
      let value = value(of: tests[node.first].operand, subject, element)
      return tests[node.first].truth(of: value, now: now)
    case .not: return !truth(of: parts[node.first], subject, element, now)
    case .and:
      var answer = Truth.yes
      for index in node.first..<(node.first + node.count) where answer != .no {
        answer = answer && truth(of: parts[index], subject, element, now)
      }
      return answer
    case .or:
      var answer = Truth.no
      for index in node.first..<(node.first + node.count) where answer != .yes {
        answer = answer || truth(of: parts[index], subject, element, now)
      }
      return answer
    case .any, .all:
      return truth(ofElements: number, subject, now)
    case .memberOf:
      var answer = Truth.no
      for group in groups[node.first..<(node.first + node.count)] where answer != .yes {
        answer = answer || subject.isMember(of: group)
      }
      return answer
    case .directReports: return subject.hasManager(groups[node.first])
    }
  }

  private func truth<Subject: RuleSubject>(
    ofElements number: Int, _ subject: Subject, _ now: Int64?
  ) -> Truth {
    let condition = parts[nodes[number].first]
    guard let elements = elements(of: number, subject) else { return .unknown }
    let isAny = nodes[number].operation == .any
    var answer = isAny ? Truth.no : .yes
    for element in elements {
      let one = truth(of: condition, subject, element, now)
      answer = isAny ? answer || one : answer && one
      if answer == (isAny ? .yes : .no) { break }
    }
    return answer
  }

  /// The elements that `-any` and `-all` ask for; `nil` when they were not collected.
  func elements<Subject: RuleSubject>(of number: Int, _ subject: Subject) -> [Element]? {
    guard let property = property(of: number) else { return [] }
    return switch subject.value(of: property) {
    case .notCollected: nil
    case .text(let bytes): [.text(bytes)]
    case .texts(let texts): texts.map { .text($0) }
    case .plans(let plans): plans.map { .plan($0) }
    case .absent, .flag, .falseOrAbsent, .identifier, .instant: []
    }
  }

  /// The collection that a node asks for.
  func property(of number: Int) -> RuleProperty? {
    switch expressions[number] {
    case .any(let property, _), .all(let property, _): property
    default: nil
    }
  }

  /// The value on the left of an operator.
  func value<Subject: RuleSubject>(
    of operand: RuleOperand, _ subject: Subject, _ element: Element
  ) -> RuleValue {
    switch (operand, element) {
    case (.property(.organizationalUnit), _): .absent
    case (.property(let property), _): subject.value(of: property)
    case (.directoryExtension(let name), _): subject.extensionValue(named: name)
    case (.element, .text(let bytes)): .text(bytes)
    case (.plan(let property), .plan(let plan)): plan.value(of: property)
    case (.element, _), (.plan, _): .notCollected
    }
  }
}

extension RuleProgram {
  /// Why a comparison with a value that is there is undecided, `nil` where the value itself tells.
  func doubt(of number: Int, about value: RuleValue) -> String? {
    guard nodes[number].operation == .test else { return nil }
    switch value {
    case .notCollected, .falseOrAbsent: return nil
    default: break
    }
    switch tests[nodes[number].first].check {
    case .pattern: return "the search for the pattern was given up: it takes too long"
    case .doubtfulPattern: return "engines of regular expressions read the pattern differently"
    case .flag: return "the value is neither true nor false"
    case .instant(.now, _):
      if case .instant = value { return "nobody said what 'system.now' is" }
      return "the value is no time, or nobody said what 'system.now' is"
    case .instant: return "the value is no time"
    case .null, .texts: return nil
    }
  }
}
