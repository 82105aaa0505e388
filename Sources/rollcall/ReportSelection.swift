import CommandSyntax
import Reports

/// The reports that are written into a folder, named as in `json,csv`.
struct ReportSelection: ArgumentValue, Equatable {
  /// Each format once, in the order in which they are always written.
  let formats: [ReportFormat]

  /// Every format there is.
  static let all = ReportSelection(ReportFormat.allCases)

  init(_ formats: [ReportFormat]) { self.formats = formats }

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    let named = words.compactMap(ReportFormat.init(rawValue:))
    let formats = ReportFormat.allCases.filter(named.contains)
    guard formats.count == words.count else { return nil }
    self.init(formats)
  }

  static var expectation: String {
    let words = ReportFormat.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return "one or more of \(words), each once, with commas between them"
  }

  var argument: String { formats.map(\.rawValue).joined(separator: ",") }
}
