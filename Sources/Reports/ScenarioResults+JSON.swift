import JSONText
import Replay
import YAMLText

extension ScenarioResults {
  /// The results for machines; their schema is `scenario-results.schema.json`.
  package func json() -> [UInt8] {
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("rollcall", version)
    json.strings("command", command)
    let totals = totals
    json.key("totals")
    json.beginObject()
    json.member("scenarios", outcomes.count)
    json.member("passed", totals.passed)
    json.member("failed", totals.failed)
    json.member("broken", totals.broken)
    json.member("expectations", totals.expectations)
    json.member("leftOut", leftOut)
    json.endObject()
    json.key("scenarios")
    json.beginArray()
    for outcome in outcomes { json.write(outcome) }
    json.endArray()
    json.endObject()
    json.lineFeed()
    return json.takeBytes()
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ outcome: ScenarioOutcome) {
    beginObject()
    member("file", outcome.file)
    member("title", outcome.title)
    member("claim", outcome.claim)
    member("source", outcome.source)
    member("policy", outcome.policy)
    member("expectations", outcome.expectations)
    member("digest", outcome.digest)
    let (word, failures, message): (String, [ScenarioFailure], String?) =
      switch outcome.verdict {
      case .passed: ("passed", [], nil)
      case .failed(let failures): ("failed", failures, nil)
      case .broken(let message): ("broken", [], message)
      }
    member("verdict", word)
    key("failures")
    beginArray()
    for failure in failures { write(failure) }
    endArray()
    optional("error", message)
    endObject()
  }

  private mutating func write(_ failure: ScenarioFailure) {
    beginObject()
    member("place", "\(failure.place)")
    member("subject", failure.subject)
    strings("expected", failure.expected)
    strings("found", failure.foundTexts)
    endObject()
  }
}
