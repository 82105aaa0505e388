import DirectoryModel
import JSONText

/// The files that results point at: the inputs first, then entries of them as they are named.
struct SARIFArtifacts {
  /// A file, and the input that it lies in.
  struct Artifact {
    let path: String
    let parent: Int?
    let source: Source?
    /// The address; of a file in an input it is the path from the input's root (3.24.3).
    let uri: String

    init(path: String, parent: Int?, source: Source?) {
      (self.path, self.parent, self.source) = (path, parent, source)
      uri = SARIFPlace.uri(parent == nil ? path : "/\(path)")
    }
  }

  private(set) var artifacts: [Artifact] = []
  private var inputs: [ExactText: Int] = [:]
  private var entries: [Entry: Int] = [:]

  private struct Entry: Hashable {
    let parent: Int
    let path: ExactText
  }

  /// Starts with the inputs; one that is named twice is one file.
  init(_ sources: [Source]) {
    for source in sources where inputs[ExactText(source.input)] == nil {
      inputs[ExactText(source.input)] = artifacts.count
      artifacts.append(Artifact(path: source.input, parent: nil, source: source))
    }
  }

  /// The index of the file that a place lies in; `nil` if it lies in no input.
  mutating func index(of place: SARIFPlace) -> Int? {
    guard let input = inputs[ExactText(place.input)] else { return nil }
    guard let path = place.entry else { return input }
    let entry = Entry(parent: input, path: ExactText(path))
    if let known = entries[entry] { return known }
    entries[entry] = artifacts.count
    artifacts.append(Artifact(path: path, parent: input, source: nil))
    return artifacts.count - 1
  }

  /// The address of a file.
  func uri(_ index: Int) -> String { artifacts[index].uri }

  /// Writes the run's list of files.
  func write(to json: inout JSONWriter) {
    json.key("artifacts")
    json.beginArray()
    for artifact in artifacts {
      json.beginObject()
      json.key("location")
      json.beginObject()
      json.key("uri")
      json.string(artifact.uri)
      json.endObject()
      if let parent = artifact.parent {
        json.key("parentIndex")
        json.integer(parent)
      }
      if let source = artifact.source { Self.write(source, to: &json) }
      json.endObject()
    }
    json.endArray()
  }

  private static func write(_ source: Source, to json: inout JSONWriter) {
    json.key("length")
    json.integer(source.byteCount)
    guard !source.sha256.isEmpty else { return }
    json.key("hashes")
    json.beginObject()
    json.key("sha-256")
    json.string(source.sha256)
    json.endObject()
  }
}
