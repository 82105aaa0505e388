import Testing

@testable import JSONText

@Test func `a small document gives its events`() throws {
  var reader = JSONReader(ArraySource(Array(#"{"a":[1,"x\n",true]} "#.utf8)))
  var events: [JSONEvent] = []
  repeat { events.append(try reader.next()) } while events.last != .end
  #expect(
    events == [
      .beginObject, .key, .beginArray, .number, .string, .true, .endArray, .endObject, .end,
    ])
}
