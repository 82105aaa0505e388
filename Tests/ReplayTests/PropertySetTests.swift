import DirectoryModel
import Testing

@testable import Replay

/// Properties as bits of a set, and values that formats write differently.
struct PropertySetTests {
  @Test func `a set has what was put in, and nothing else`() {
    for property in ObjectProperty.all {
      var set = PropertySet()
      #expect(!set.contains(property))
      set.insert(property)
      #expect(ObjectProperty.all.filter { set.contains($0) } == [property])
      set.insert(property)
      #expect(set.contains(property))
    }
  }

  @Test func `two sets together have what either has`() {
    let all = ObjectProperty.all
    for (one, other) in zip(all, all.reversed()) {
      var (first, second) = (PropertySet(), PropertySet())
      first.insert(one)
      second.insert(other)
      first.formUnion(second)
      #expect(Set(all.filter { first.contains($0) }) == [one, other])
      #expect(all.filter { second.contains($0) } == [other])
    }
  }

  @Test func `an attribute is a property and back, and no other property is one`() {
    for key in AttributeKey.allCases {
      #expect(ObjectProperty(key).attribute == key)
      #expect(ObjectProperty(key).label == "\(key)")
    }
    let own = ObjectProperty.all.filter { $0.attribute == nil }
    #expect(own.count + AttributeKey.allCases.count == ObjectProperty.all.count)
    #expect(own.first == .displayName && own.last == .builtIn)
    #expect(ObjectProperty.none.attribute == nil)
  }

  /// A value as one format writes it, and its one form.
  static let forms: [(key: AttributeKey, value: String, plain: String)] = [
    (.employeeHireDate, "2024-01-31T00:00:00Z", "2024-01-31T00:00:00Z"),
    (.employeeHireDate, "2024-01-31T00:00:00.000Z", "2024-01-31T00:00:00Z"),
    (.employeeHireDate, "2024-01-31 00:00:00.000000", "2024-01-31T00:00:00Z"),
    (.employeeHireDate, "2024-01-31", "2024-01-31"), (.employeeHireDate, "soon", "soon"),
    (.manager, "0000000A-0000-4000-8000-00000000000B", "0000000a-0000-4000-8000-00000000000b"),
    (.mdmAppID, "0000000A-0000-4000-8000-00000000000B", "0000000a-0000-4000-8000-00000000000b"),
    (.country, "Norway", "Norway"), (.state, "2024-01-31 00:00:00.000", "2024-01-31 00:00:00.000"),
    (.assignedPlan, "0000000A Enabled x", "0000000A Enabled x"),
  ]

  @Test(arguments: forms)
  func `a value has one form, whatever wrote it`(
    _ row: (key: AttributeKey, value: String, plain: String)
  ) {
    let plain = ValueForm.plain(Array(row.value.utf8), of: ObjectProperty(row.key))
    #expect(String(decoding: plain, as: UTF8.self) == row.plain)
    #expect(ValueForm.plain(plain, of: ObjectProperty(row.key)) == plain)
  }
}
