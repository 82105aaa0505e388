import DirectoryModel
import JSONText

extension JSONWriter {
  /// The member `inputs`: what something was read from, with the digests that identify it.
  mutating func inputs(of sources: [Source]) {
    key("inputs")
    beginArray()
    for source in sources {
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
