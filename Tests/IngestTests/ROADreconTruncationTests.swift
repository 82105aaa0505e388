import DirectoryModel
import Foundation
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct ROADreconTruncationTests {
  @Test func `a cut database is refused or says that something is missing`() throws {
    let bytes = try Fixture.bytes("tenants/roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db")
    let folder = try ScratchFolder()
    let file = try folder.write(bytes, to: "roadrecon.db")
    let whole = try ROADreconFiles.read(file).claims
    #expect(whole.count == 5 + 21 + 21)
    let handle = try #require(FileHandle(forUpdatingAtPath: file))
    defer { handle.closeFile() }
    // From the end, so that each cut only has to shorten the file that is there.
    for cut in cuts(of: bytes.count).sorted(by: >) {
      try handle.truncate(atOffset: UInt64(cut))
      let claims: [String: [GUID]]
      do {
        claims = try ROADreconFiles.read(file).claims
      } catch {
        continue
      }
      for (list, entries) in claims where whole[list] != entries {
        Issue.record("cut at \(cut), \(list) is complete with \(entries)")
        return
      }
    }
  }
}
