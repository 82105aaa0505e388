import DirectoryModel
import Testing

@testable import SyncSemantics

/// Names that begin as others do, held against a look at every name.
struct CutNamesTests {
  private static let names = [
    "Finance and Controlling Europe", "finance and controlling", "FINANCE and Control",
    "Finance  and Controlling", " Finance and Controlling", "Finance", "", "Fin\u{E9}nce and more",
    "Finance and Control\u{301}ling", "Legal and Compliance", "Legal and Compliance",
    "Legal\tand Compliance", "Finance-and Controlling", "\u{FF26}inance and Controlling",
    "Finance\u{301} and Controlling", "Finances\u{30C} and more", "Financeur", " Financeur",
    "Fin  anceur", "FINANCES", "finances-\u{E9}", "Fin\u{7F}anceur",
  ]

  /// The stems that are looked for; all of them are plain.
  static let rows: [[String]] = [
    [], ["finance and controlling"], ["finance and c"], ["f"], ["legal and compl", "finance"],
    ["finance and controlling europe and more"], ["fin\u{E9}nce"], ["nobody"],
    ["legal and compliance", "finance and control"], ["financ\u{E9}"], ["finances"],
    ["finance\u{161}"], ["financeur", "finances-"], ["fin anceur"], ["finance and contro\u{13A}"],
  ]

  @Test(arguments: rows)
  func `every name that begins as a stem does is found, in order`(_ stems: [String]) {
    var table = NameTable()
    let numbers = Self.names.map { table.intern($0) }
    let search = CutNames(
      table, numbers, Self.names.indices.map { ObjectIndex($0) }.reversed(),
      stems.map { Array($0.utf8) })
    let found = search.wholes()
    for (index, name) in Self.names.enumerated() {
      let plain = NameForm.plain(Array(name.utf8))
      let isWanted = stems.contains { plain.starts(with: Array($0.utf8)) }
      let whole = found.first { $0.group == ObjectIndex(index) }
      #expect(!isWanted || whole?.plain == plain, "\(name)")
    }
    for (one, next) in zip(found, found.dropFirst()) {
      #expect(
        one.plain.lexicographicallyPrecedes(next.plain)
          || one.plain == next.plain && one.group < next.group)
    }
  }

  @Test func `names that begin otherwise are mostly left out at once`() {
    var table = NameTable()
    let numbers = (0..<1_000).map { table.intern("Group number \($0) of many") }
    let search = CutNames(
      table, numbers, (0..<1_000).map { ObjectIndex($0) }, [Array("group number 77".utf8)])
    let found = search.wholes().map { table.string(numbers[Int($0.group)]) }
    #expect(found.contains("Group number 77 of many"))
    #expect(found.contains("Group number 770 of many"))
    #expect(found.count < 20)
  }
}
