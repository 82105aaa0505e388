import SQLite
import TestSupport
import Testing

/// Every function of dates in every part of a statement: with a time that is stated it is answered,
/// the same each time, and with the clock's it is refused.
struct ClockGridTests {
  /// Calls of each function; '?' is where a time stands.
  private static let calls = [
    "date(?)", "time(?)", "datetime(?)", "julianday(?)", "unixepoch(?)", "strftime('%Y-%j', ?)",
    "date(?, '+1 day')", "datetime(?, 'start of month', '-1 second')",
    "strftime('%s', ?, 'weekday 1')",
  ]

  /// Parts of a statement in which a call, written '#', may stand; each gives a row at least.
  private static let parts = [
    "SELECT #", "SELECT # AS t FROM grp", "SELECT upper(#) FROM grp",
    "SELECT id FROM grp WHERE # IS NOT NULL OR 1 ORDER BY id",
    "SELECT count(*), # FROM grp", "SELECT max(#) FROM grp",
    "SELECT id FROM grp GROUP BY id, #", "SELECT id FROM grp GROUP BY id HAVING # > '' OR id > 0",
    "SELECT g.id FROM grp g LEFT JOIN grp h ON h.name = #",
    "WITH t(a) AS (SELECT #) SELECT a FROM t, grp",
    "SELECT (SELECT #) FROM grp", "SELECT id FROM grp WHERE id NOT IN (SELECT #)",
    "SELECT 1 UNION ALL SELECT #", "SELECT CASE WHEN id > 0 THEN # ELSE 0 END FROM grp",
    "SELECT value FROM json_each(json_array(#))", "VALUES (1), (#)",
    "SELECT row_number() OVER (ORDER BY id), # FROM grp",
  ]

  private static func statements(_ time: String) -> [String] {
    parts.flatMap { part in
      calls.map { call in
        part.split(separator: "#", omittingEmptySubsequences: false)
          .joined(
            separator: call.split(separator: "?", omittingEmptySubsequences: false)
              .joined(separator: time))
      }
    }
  }

  @Test func `a stated time is answered, and again in the same way`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/key-types/app.db"))
    for sql in Self.statements("'2026-03-02 06:00:00'") {
      let first = try all(sql, in: database)
      #expect(!first.isEmpty, "\(sql)")
      #expect(try all(sql, in: database) == first, "\(sql)")
    }
  }

  @Test(arguments: ["'now'", "'NOW'", "lower('NOW')"])
  func `the time of the clock is refused wherever it is asked for`(_ time: String) throws {
    let file = Fixture.path("locals/pitfalls/key-types/app.db")
    let database = try Database(reading: file)
    for sql in Self.statements(time) {
      do {
        let rows = try all(sql, in: database)
        // What SQLite need not work out has no part in the rows.
        let stated = sql.split(separator: time, omittingEmptySubsequences: false)
        for other in ["'2001-01-01'", "'2026-03-02 06:00:00'"] {
          #expect(try all(stated.joined(separator: other), in: database) == rows, "\(sql)")
        }
      } catch let error as DatabaseError {
        #expect(error.isRefused && error.message == "a call for the time of 'now'", "\(sql)")
      }
    }
  }

  @Test func `most of the places do ask`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/key-types/app.db"))
    let refused = Self.statements("'now'").count { sql in
      do {
        _ = try all(sql, in: database)
        return false
      } catch { return true }
    }
    #expect(refused > Self.parts.count * Self.calls.count * 3 / 4)
  }
}
