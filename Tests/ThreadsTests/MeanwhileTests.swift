import Testing

@testable import Threads

struct MeanwhileTests {
  struct Fault: Error, Equatable { let number: Int }

  @Test(arguments: [true, false])
  func `the value comes back, whichever thread made it`(isSmall: Bool) {
    let work = (0..<20).map { number in Meanwhile(isSmall: isSmall) { number * number } }
    #expect(work.map { $0.result() } == (0..<20).map { $0 * $0 })
  }

  @Test(arguments: [true, false])
  func `what the work throws is thrown where its value is asked for`(isSmall: Bool) {
    let work = Meanwhile(isSmall: isSmall) { () throws(Fault) -> Int in throw Fault(number: 7) }
    #expect(throws: Fault(number: 7)) { try work.result() }
  }

  @Test func `the work is begun by whoever is given for it`() {
    var begun = 0
    func begin(_ work: () -> Void) {
      begun += 1
      work()
    }
    let work = Meanwhile(on: begin) { () throws(Fault) -> Int in throw Fault(number: 1) }
    #expect(begun == 1)
    #expect(throws: Fault(number: 1)) { try work.result() }
  }

  @Test(arguments: [true, false])
  func `what the work holds is gone when its value is there`(isSmall: Bool) {
    final class Held: Sendable {}
    for _ in 0..<200 {
      var held: Held? = Held()
      weak let trace = held
      let work = Meanwhile(isSmall: isSmall) { [held] in withExtendedLifetime(held) { 1 } }
      held = nil
      #expect(work.result() == 1)
      if trace != nil { Issue.record("it is still held") }
    }
  }

  @Test func `work that is begun twice stops the program`() async {
    await #expect(processExitsWith: .failure) {
      func begin(_ work: () -> Void) {
        work()
        work()
      }
      _ = Meanwhile(on: begin) { 1 }.result()
    }
  }

  @Test func `the value can be taken once`() async {
    await #expect(processExitsWith: .failure) {
      let work = Meanwhile { 1 }
      _ = work.result()
      _ = work.result()
    }
  }
}
