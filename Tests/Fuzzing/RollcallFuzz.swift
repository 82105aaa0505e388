private import CFuzzer
import Files

/// Hands what libFuzzer makes up to one of the readers; see `.ci/fuzz`.
@main
enum RollcallFuzz {
  static func main() {
    let word = Environment.value(of: "ROLLCALL_FUZZ_JOB") ?? ""
    guard FuzzJob(rawValue: word) != nil else {
      let names = FuzzJob.allCases.map(\.rawValue).joined(separator: ", ")
      preconditionFailure("ROLLCALL_FUZZ_JOB is '\(word)', expected one of \(names)")
    }
    var count = CommandLine.argc
    var words = unsafe CommandLine.unsafeArgv as UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    _ = unsafe withUnsafeMutablePointer(to: &words) { words in
      unsafe LLVMFuzzerRunDriver(&count, words) { bytes, count in
        let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
        FuzzJob.chosen.run(input)
        return 0
      }
    }
  }
}

extension FuzzJob {
  static let chosen = Environment.value(of: "ROLLCALL_FUZZ_JOB").flatMap(FuzzJob.init) ?? .json
}
