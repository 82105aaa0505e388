import DirectoryModel
import TestSupport
import Testing

struct CivilDateTests {
  @Test func `every day of twelve centuries has its number, its name and the next one`() {
    // 1 January 1600 is 135,140 days before 1970: 370 years, 90 of them leap years.
    var number: Int64 = -135_140
    for year in Int64(1600)...2799 {
      for month in Int64(1)...12 {
        for day in 1...CivilDate.length(ofMonth: month, in: year) {
          let date = CivilDate(year: year, month: month, day: day)
          // An expectation for each of 438,000 days would take long.
          if date?.daysSince1970 != number || CivilDate(daysSince1970: number) != date {
            Issue.record("\(year)-\(month)-\(day) is not \(number) days after 1970")
          }
          number += 1
        }
      }
    }
    #expect(number == 303_151)
  }

  static let days: [(number: Int64, text: String)] = [
    (0, "1970-01-01"), (-1, "1969-12-31"), (58, "1970-02-28"), (59, "1970-03-01"),
    (10_957, "2000-01-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
    (-25_509, "1900-02-28"), (-25_508, "1900-03-01"), (-719_162, "0001-01-01"),
    (-719_163, "0000-12-31"), (-719_468, "0000-03-01"), (-719_469, "0000-02-29"),
    (-719_528, "0000-01-01"), (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"),
    (2_932_897, "10000-01-01"), (-4_371_587, "-9999-01-01"),
  ]

  @Test(arguments: days)
  func `a day is written with four digits of its year or more`(
    _ row: (number: Int64, text: String)
  ) {
    #expect(CivilDate(daysSince1970: row.number).description == row.text)
    #expect(CivilDate(daysSince1970: row.number).daysSince1970 == row.number)
  }

  static let noDays: [(year: Int64, month: Int64, day: Int64)] = [
    (2023, 2, 29), (1900, 2, 29), (2100, 2, 29), (2000, 2, 30), (2024, 4, 31), (2024, 6, 31),
    (2024, 9, 31), (2024, 11, 31), (2024, 1, 32), (2024, 12, 32), (2024, 1, 0), (2024, 1, -1),
    (2024, 0, 1), (2024, 13, 1), (2024, -1, 1), (-1, 2, 29), (0, 2, 30),
  ]

  @Test(arguments: noDays)
  func `what the calendar has not is no day`(_ row: (year: Int64, month: Int64, day: Int64)) {
    #expect(CivilDate(year: row.year, month: row.month, day: row.day) == nil)
  }

  @Test func `the months of an ordinary year and of a leap year have their lengths`() {
    let lengths = { year in (1...12).map { CivilDate.length(ofMonth: $0, in: year) } }
    #expect(lengths(2023) == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect(lengths(2024) == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    let leap = (Int64(1896)...1912).filter { CivilDate.length(ofMonth: 2, in: $0) == 29 }
    #expect(leap == [1896, 1904, 1908, 1912])
    #expect(CivilDate.length(ofMonth: 2, in: 2000) == 29)
    #expect(CivilDate.length(ofMonth: 2, in: -4) == 29)
    #expect(CivilDate.length(ofMonth: 2, in: -100) == 28)
  }

  static let seconds: [(seconds: Int64, text: String)] = [
    (0, "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59"), (86_399, "1970-01-01T23:59:59"),
    (86_400, "1970-01-02T00:00:00"), (-86_400, "1969-12-31T00:00:00"),
    (-86_401, "1969-12-30T23:59:59"), (1_669_795_265, "2022-11-30T08:01:05"),
    (-62_167_219_201, "-0001-12-31T23:59:59"),
  ]

  @Test(arguments: seconds)
  func `an instant is written with its day, before 1970 as well`(
    _ row: (seconds: Int64, text: String)
  ) {
    #expect(CivilDate.text(secondsSince1970: row.seconds) == row.text)
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `an instant of any year is written as its parts are`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let year = Int64(random.number(below: 30_000)) - 10_000
      let month = Int64(1 + random.number(below: 12))
      let length = Int(CivilDate.length(ofMonth: month, in: year))
      let day = Int64(1 + random.number(below: length))
      let date = try #require(CivilDate(year: year, month: month, day: day))
      let (hour, minute, second) = (
        Int64(random.number(below: 24)), Int64(random.number(below: 60)),
        Int64(random.number(below: 60))
      )
      let name = [(year.magnitude, 4), (month.magnitude, 2), (day.magnitude, 2)].map {
        CivilDate.padded(Int64($0), $1)
      }
      let expected =
        (year < 0 ? "-" : "") + name.joined(separator: "-") + "T"
        + [hour, minute, second].map { CivilDate.padded($0, 2) }.joined(separator: ":")
      let seconds = date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
      #expect(CivilDate.text(secondsSince1970: seconds) == expected)
      #expect(date.description == expected.prefix { $0 != "T" })
      var bytes = Array("at ".utf8)
      CivilDate.append(secondsSince1970: seconds, to: &bytes)
      #expect(bytes == Array("at \(expected)".utf8))
    }
  }

  @Test func `division rounds down on both sides of zero`() {
    let rows: [(Int64, Int64, Int64)] = [
      (7, 2, 3), (6, 2, 3), (1, 2, 0), (0, 2, 0), (-1, 2, -1), (-2, 2, -1), (-3, 2, -2),
      (.max, 1, .max), (.min, 1, .min), (.min, 2, .min / 2),
    ]
    for (dividend, divisor, quotient) in rows {
      #expect(dividend.floorDivided(by: divisor) == quotient, "\(dividend) by \(divisor)")
    }
  }

  static let numbers: [(number: Int64, width: Int, text: String)] = [
    (0, 0, "0"), (0, 2, "00"), (7, 2, "07"), (42, 2, "42"), (123, 2, "123"), (5, 9, "000000005"),
  ]

  @Test(arguments: numbers)
  func `a number gets zeros in front and loses no digit`(
    _ row: (number: Int64, width: Int, text: String)
  ) {
    #expect(CivilDate.padded(row.number, row.width) == row.text)
  }
}
