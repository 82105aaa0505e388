import DirectoryModel
import JSONText

extension JSONWriter {
  /// A member of an object whose value is a text.
  mutating func member(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  /// A member of an object whose value is a number.
  mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  /// A member of an object whose value is a text, or null where there is none.
  mutating func optional(_ key: String, _ text: String?) {
    self.key(key)
    if let text { string(text) } else { null() }
  }

  /// A member of an object whose value is a list of texts.
  mutating func strings(_ key: String, _ texts: [String]) {
    self.key(key)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// The member `inputs`: what a directory was read from, with the digests that identify it.
  mutating func inputs(of directory: Directory) {
    key("inputs")
    beginArray()
    for source in directory.sources {
      beginObject()
      member("name", source.input)
      member("format", source.format)
      member("sha256", source.sha256)
      member("completeness", source.completeness.label)
      endObject()
    }
    endArray()
  }
}
