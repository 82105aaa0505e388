import DirectoryModel
import JSONText

extension JSONWriter {
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
