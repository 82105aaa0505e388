import DirectoryModel
import JSONText

/// The files that results point at: the inputs first, then entries of them as they are named.
struct SARIFArtifacts {
  /// A file, and the input that it lies in.
  struct Artifact {
    let path: String
    let parent: Int?
    let source: Source?
  }

  private(set) var artifacts: [Artifact] = []
  private var inputs: [String: Int] = [:]
  private var entries: [Entry: Int] = [:]

  private struct Entry: Hashable {
    let parent: Int
    let path: [UInt8]
  }

  /// Starts with the inputs; one that is named twice is one file.
  init(_ sources: [Source]) {
    for source in sources where inputs[source.input] == nil {
      inputs[source.input] = artifacts.count
      artifacts.append(Artifact(path: source.input, parent: nil, source: source))
    }
  }

  /// The index of the file that a place lies in; `nil` if it lies in no input.
  mutating func index(of place: SARIFPlace) -> Int? {
    guard let input = inputs[place.input], let path = place.entry else {
      return inputs[place.input]
    }
    let entry = Entry(parent: input, path: Array(path.utf8))
    if let known = entries[entry] { return known }
    entries[entry] = artifacts.count
    artifacts.append(Artifact(path: path, parent: input, source: nil))
    return artifacts.count - 1
  }

  /// The address of a file; of one in an input it is the path from the input's root (3.24.3).
  func uri(_ index: Int) -> String {
    let artifact = artifacts[index]
    return SARIFPlace.uri(artifact.parent == nil ? artifact.path : "/\(artifact.path)")
  }

  /// Writes the run's list of files.
  func write(to json: inout JSONWriter) {
    json.key("artifacts")
    json.beginArray()
    for (index, artifact) in artifacts.enumerated() {
      json.beginObject()
      json.key("location")
      json.beginObject()
      json.key("uri")
      json.string(uri(index))
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
