import Files

/// The planted discrepancies, or those that a report lists, by kind.
struct Truth {
  private(set) var rows: [String: Int] = [:]
  /// Findings of rules that are none of the nine kinds.
  private(set) var others: [String: Int] = [:]

  /// The nine kinds and the rules that report them.
  static let kindOfRule: [String: String] = [
    "membership.missing": "member_missing", "nested.member-missing": "member_missing",
    "membership.extra": "member_extra", "membership.unmatched-account": "member_departed",
    "membership.departed": "member_departed", "identity.external-id-unknown": "user_departed",
    "identity.unmatched": "user_departed", "identity.departed": "user_departed",
    "identity.not-imported": "user_missing_local", "name.case": "group_name_case",
    "group.renamed": "group_renamed", "group.missing-locally": "group_missing_local",
    "group.unmatched": "group_missing_tenant", "group.missing-in-tenant": "group_missing_tenant",
  ]

  /// Reads a generator's list.
  init(truth file: String) throws {
    for row in try Self.table(file).dropFirst() where row.count == 7 {
      add(kind: row[0], group: row[1], localGroup: row[3], user: row[4], account: row[6])
    }
  }

  /// Reads a report of rollcall in CSV.
  init(report file: String) throws {
    for row in try Self.table(file).dropFirst() {
      guard row.count == 16 else { throw BenchError("\(file): a row has \(row.count) cells") }
      guard let kind = Self.kindOfRule[row[0]] else {
        others[row[0], default: 0] += 1
        continue
      }
      add(kind: kind, group: row[3], localGroup: row[4], user: row[6], account: row[7])
    }
  }

  /// Keeps what identifies a discrepancy of its kind; programs differ in what else they tell.
  private mutating func add(
    kind: String, group: String, localGroup: String, user: String, account: String
  ) {
    let key =
      switch kind {
      case "member_missing", "member_extra", "member_departed": "\(group) \(localGroup) \(account)"
      case "user_departed": account
      case "user_missing_local": user
      case "group_missing_local": group
      case "group_missing_tenant": localGroup
      default: "\(group) \(localGroup)"
      }
    rows["\(kind) \(key)", default: 0] += 1
  }

  /// The number of discrepancies.
  var count: Int { rows.values.reduce(0, +) }

  /// Says how two lists differ; `ok` when they do not.
  func verdict(against truth: Truth) -> String {
    let missing = truth.rows.filter { rows[$0.key, default: 0] < $0.value }.count
    let extra = rows.filter { truth.rows[$0.key, default: 0] < $0.value }.count
    return missing + extra == 0 ? "ok" : "wrong: \(missing) missing, \(extra) too many"
  }

  /// The cells of a CSV file; quoted cells may hold line ends.
  static func table(_ file: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in try FileReader.contents(of: file, limit: 4 << 30) {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        row.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      case UInt8(ascii: "\n") where !isQuoted:
        row.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        rows.append(row)
        row = []
      case UInt8(ascii: "\r") where !isQuoted: continue
      default: cell.append(byte)
      }
    }
    return rows
  }
}
