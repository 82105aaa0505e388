package import DirectoryModel

/// One property of many users or devices.
package enum RuleColumn: Sendable {
  /// The same value for all.
  case same(RuleValue)
  /// The number of a text for each; `absent` and `notCollected` stand where there is none.
  case texts([NameIndex])
  /// For each the place of its value among a few.
  case few([UInt8], values: [RuleValue])

  /// Stands in a column of texts for a property that has no value.
  package static var absent: NameIndex { NameTable.absent }
  /// Stands in a column of texts for a property that nobody asked for; no value is empty.
  package static var notCollected: NameIndex { NameTable.empty }
}

/// Users or devices with the properties that rules look at, in columns: rules are asked of all of
/// them at once.
///
/// Rows are the places of `objects`. Properties without a column are asked of each subject.
package struct SubjectTable<Subject: RuleSubject & Sendable>: Sendable {
  /// The users or devices, in rising order.
  package let objects: [ObjectIndex]
  let names: NameTable
  let columns: [RuleProperty: RuleColumn]
  let subject: @Sendable (ObjectIndex) -> Subject

  /// Takes columns with a row for each object, and what makes a subject where there is no column.
  package init(
    _ objects: [ObjectIndex], names: NameTable, columns: [RuleProperty: RuleColumn],
    subject: @escaping @Sendable (ObjectIndex) -> Subject
  ) {
    (self.objects, self.names, self.columns, self.subject) = (objects, names, columns, subject)
  }

  /// The row of an object, `nil` if it is none of them; takes logarithmic time.
  package func row(of object: ObjectIndex) -> UInt32? {
    var (low, high) = (0, objects.count)
    while low < high {
      let middle = (low + high) / 2
      if objects[middle] < object { low = middle + 1 } else { high = middle }
    }
    return low < objects.count && objects[low] == object ? UInt32(low) : nil
  }

  /// The subject of a row.
  package func subject(at row: UInt32) -> Subject { subject(objects[Int(row)]) }
}

extension MembershipRule {
  /// What the rule says of some rows of a table, put into `answers` at their places.
  ///
  /// The same as asking each subject, but that a pattern which had to be given up on too many texts
  /// is not searched for any more: of the texts that follow nobody can say. Every comparison is made
  /// once for each text that it meets, so that most rows take no longer than looking an answer up.
  /// `answers` has a place for each row of the table; `now` is in milliseconds since 1970.
  package func evaluate<Subject>(
    _ rows: [UInt32], of table: SubjectTable<Subject>, now: Int64? = nil,
    into answers: inout [Truth]
  ) {
    precondition(answers.count == table.objects.count, "each row has its answer")
    program.ask(program.root, rows, table, now, &answers)
  }
}

extension RuleProgram {
  fileprivate func ask<Subject>(
    _ number: Int, _ rows: [UInt32], _ table: SubjectTable<Subject>, _ now: Int64?,
    _ answers: inout [Truth]
  ) {
    let node = nodes[number]
    switch node.operation {
    case .test:
      if case .property(let property) = tests[node.first].operand,
        let column = table.columns[property]
      {
        ask(tests[node.first], column, rows, table.names, now, &answers)
      } else {
        askEach(number, rows, table, now, &answers)
      }
    case .not:
      ask(parts[node.first], rows, table, now, &answers)
      for row in rows { answers[Int(row)] = !answers[Int(row)] }
    case .and, .or: askChain(node, rows, table, now, &answers)
    case .any, .all, .memberOf, .directReports: askEach(number, rows, table, now, &answers)
    }
  }

  private func askEach<Subject>(
    _ number: Int, _ rows: [UInt32], _ table: SubjectTable<Subject>, _ now: Int64?,
    _ answers: inout [Truth]
  ) {
    for row in rows { answers[Int(row)] = truth(of: number, table.subject(at: row), .none, now) }
  }

  /// Asks the parts in turn, each of the rows only that those before have not decided.
  private func askChain<Subject>(
    _ node: Node, _ rows: [UInt32], _ table: SubjectTable<Subject>, _ now: Int64?,
    _ answers: inout [Truth]
  ) {
    let isAnd = node.operation == .and
    let decided: Truth = isAnd ? .no : .yes
    ask(parts[node.first], rows, table, now, &answers)
    guard node.count > 1 else { return }
    var open = rows
    var others = [Truth](repeating: .unknown, count: answers.count)
    for part in parts[(node.first + 1)..<(node.first + node.count)] {
      open = open.filter { answers[Int($0)] != decided }
      ask(part, open, table, now, &others)
      for row in open {
        answers[Int(row)] =
          isAnd ? answers[Int(row)] && others[Int(row)] : answers[Int(row)] || others[Int(row)]
      }
    }
  }

  private func ask(
    _ test: RuleTest, _ column: RuleColumn, _ rows: [UInt32], _ names: NameTable, _ now: Int64?,
    _ answers: inout [Truth]
  ) {
    switch column {
    case .same(let value):
      let answer = test.truth(of: value, now: now)
      for row in rows { answers[Int(row)] = answer }
    case .few(let numbers, let values):
      let known = values.map { test.truth(of: $0, now: now) }
      for row in rows { answers[Int(row)] = known[Int(numbers[Int(row)])] }
    case .texts(let numbers):
      ask(test, numbers, rows, names, now, &answers)
    }
  }

  /// Texts on which the search for a pattern may be given up; each takes about a
  /// millisecond.
  private static var mostGivenUp: Int { 20 }

  /// Makes the comparison once for each text: most properties have few.
  private func ask(
    _ test: RuleTest, _ numbers: [NameIndex], _ rows: [UInt32], _ names: NameTable, _ now: Int64?,
    _ answers: inout [Truth]
  ) {
    let unasked: UInt8 = .max
    var known = [UInt8](repeating: unasked, count: names.count)
    known[Int(RuleColumn.absent)] = test.truth(of: .absent, now: now).rawValue
    known[Int(RuleColumn.notCollected)] = test.truth(of: .notCollected, now: now).rawValue
    let isPattern = if case .pattern = test.check { true } else { false }
    var givenUp = 0
    for row in rows {
      let number = numbers[Int(row)]
      if let answer = Truth(rawValue: known[Int(number)]) {
        answers[Int(row)] = answer
      } else if givenUp == Self.mostGivenUp {
        answers[Int(row)] = .unknown
      } else {
        let text = names.bytes[names.range(of: number)]
        let answer = test.truth(of: .text(text), now: now)
        (answers[Int(row)], known[Int(number)]) = (answer, answer.rawValue)
        if isPattern && answer == .unknown { givenUp += 1 }
      }
    }
  }
}
