import DirectoryModel
import SQLite

/// Reads the results of a mapping into a directory.
struct LocalReader: ~Copyable {
  var builder: DirectoryBuilder
  let mapping: Mapping
  let input: String
  let parameters: [(name: String, value: SQLiteValue)]
  /// The number of the source in the builder.
  let source: Int

  var rowCounts = [Int](repeating: 0, count: MappingResult.allCases.count)
  var links: [LocalLink] = []
  var groupLookup = ReferenceLookup()
  var childLookup = ReferenceLookup()
  var userLookup = ReferenceLookup()
  var deviceLookup = ReferenceLookup()
  var roles: RoleReader
  /// Why nobody knows all members of any group, if a person's list of groups cannot be read.
  var unreadable: String?
  /// Whether the last reference says that it means somebody, but not whom.
  var isUntold = false
  /// Whether any membership has a word for where it came from.
  var hasOrigins = false
  /// What was seen of the objects, as capabilities.
  var seen: Capability = []

  init(
    _ builder: consuming DirectoryBuilder, _ mapping: Mapping, input: String,
    parameters: [(name: String, value: SQLiteValue)], source: Int
  ) {
    self.builder = builder
    (self.mapping, self.input, self.parameters) = (mapping, input, parameters)
    self.source = source
    roles = RoleReader(mapping.roles)
  }

  /// Runs every statement of the mapping; objects first, then the rows that refer to them.
  mutating func readAll(_ database: borrowing Database) throws(IngestError) {
    hasOrigins = try statesOrigins(database)
    let order: [MappingResult] = [
      .groups, .users, .devices, .memberships, .owners, .nested, .links,
    ]
    for result in order {
      for (number, statement) in mapping.statements(of: result).enumerated() {
        try read(statement, number, of: result, database)
      }
    }
  }

  /// Origins stand beside all rows of a relation or none, so they have to be known beforehand.
  private func statesOrigins(_ database: borrowing Database) throws(IngestError) -> Bool {
    for result in [MappingResult.memberships, .owners, .nested] {
      for statement in mapping.statements(of: result) {
        let rows = try rows(of: statement, result, database)
        let plan = try StatementPlan(
          statement, of: result, rows: rows, input: input, mapping: mapping.name)
        if plan.has("origin", of: result) { return true }
      }
    }
    return false
  }

  func rows(
    of statement: MappingStatement, _ result: MappingResult, _ database: borrowing Database
  ) throws(IngestError) -> Rows {
    do throws(DatabaseError) {
      return try database.rows(
        statement.sql(schemas: mapping.attachments.map(\.schema)), parameters: parameters)
    } catch {
      throw fault(error, result)
    }
  }

  /// An error of a statement, with the result that it was for.
  func fault(_ error: DatabaseError, _ result: MappingResult) -> IngestError {
    IngestError(
      database: error, input: input,
      doing: "\(error.doing) for the \(result.rawValue) of '\(mapping.name)'")
  }

  private mutating func read(
    _ statement: MappingStatement, _ number: Int, of result: MappingResult,
    _ database: borrowing Database
  ) throws(IngestError) {
    var rows = try rows(of: statement, result, database)
    let plan = try StatementPlan(
      statement, of: result, rows: rows, input: input, mapping: mapping.name)
    let entry = number == 0 ? result.rawValue : "\(result.rawValue) \(number + 1)"
    let unit = builder.addUnit(PlaceUnit(input: input, entry: entry, counting: .row))
    var reading = StatementReading(plan: plan, result: result, unit: unit)
    do throws(DatabaseError) {
      switch result {
      case .groups, .users, .devices: try readObjects(&reading, &rows)
      case .memberships, .owners, .nested: try readEdges(&reading, &rows)
      case .links: try readLinks(&reading, &rows)
      }
    } catch {
      throw fault(error, result)
    }
    rowCounts[result.index] += Int(reading.row)
  }
}

/// Where the reading of one statement is.
struct StatementReading {
  let plan: StatementPlan
  let result: MappingResult
  let unit: UInt32
  /// The number of the current row, from 1.
  var row: UInt64 = 0
  /// The element that a list is at.
  var item: MappingItem?

  init(plan: StatementPlan, result: MappingResult, unit: UInt32) {
    (self.plan, self.result, self.unit) = (plan, result, unit)
  }

  var place: Place { Place(unit: unit, position: row) }
}

/// Objects by what rows call them where that is no identifier.
struct ReferenceLookup {
  /// `noObject` stands for a text that means more than one.
  private var objects: [NameIndex: ObjectIndex] = [:]

  enum Answer: Equatable {
    case none
    case one(ObjectIndex)
    case several
  }

  mutating func add(_ name: NameIndex, _ object: ObjectIndex) {
    guard name != NameTable.absent else { return }
    if let known = objects[name], known != object {
      objects[name] = noObject
    } else {
      objects[name] = object
    }
  }

  func find(_ name: NameIndex) -> Answer {
    guard let known = objects[name] else { return .none }
    return known == noObject ? .several : .one(known)
  }
}
