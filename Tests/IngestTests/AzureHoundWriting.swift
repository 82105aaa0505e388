import DirectoryModel
import Ingest
import JSONText
import TestSupport

@testable import Ingest

/// Short forms of what AzureHound writes: objects are known by one letter and one digit.
enum Hound {
  /// `00000000-0000-0000-0000-0000000000a1` for `a1`.
  static func id(_ short: String) -> String { "00000000-0000-0000-0000-0000000000\(short)" }

  /// A record with its data as it stands in JSON.
  static func record(_ kind: String, _ data: String) -> String {
    #"{"kind":"\#(kind)","data":\#(data)}"#
  }

  static func user(_ short: String, _ more: String = #","accountEnabled":true"#) -> String {
    record("AZUser", #"{"id":"\#(id(short))"\#(more)}"#)
  }

  static func group(_ short: String, _ more: String = "") -> String {
    record("AZGroup", #"{"id":"\#(id(short))"\#(more)}"#)
  }

  /// One entry of a list of members, of type user.
  static func member(_ short: String, of group: String) -> String {
    ##"{"member":{"@odata.type":"#microsoft.graph.user","id":"\##(id(short))"},"##
      + #""groupId":"\#(id(group))"}"#
  }

  /// A list of members, all of them users.
  static func members(_ members: [String], of group: String) -> String {
    let entries = members.map { member($0, of: group) }.joined(separator: ",")
    return record("AZGroupMember", #"{"members":[\#(entries)],"groupId":"\#(id(group))"}"#)
  }

  /// A file as `list -o` closes it.
  static func file(_ records: [String], count: Int? = nil) -> String {
    "{\n\t\"data\": [\n\t\t" + records.joined(separator: ",\n\t\t")
      + "\n\t],\n\t\"meta\": {\"type\":\"azure\",\"version\":5,\"count\":\(count ?? records.count)}\n}"
      + "\n"
  }

  /// Reads files of one folder as inputs, named without the folder; errors too.
  static func read(
    _ files: [(name: String, bytes: [UInt8])], options: IngestOptions = IngestOptions(),
    formats: [TenantFormat] = TenantFormat.all
  ) throws -> Directory {
    let folder = try ScratchFolder()
    var paths: [String] = []
    for (name, bytes) in files { paths.append(try folder.write(bytes, to: name)) }
    do {
      return try readTenant(paths, options: options, formats: formats)
    } catch {
      let text = error.description.split(separator: folder.path + "/").joined()
      throw Refusal(message: text)
    }
  }

  /// Reads one text as the file `x`.
  static func read(_ text: String, options: IngestOptions = IngestOptions()) throws -> Directory {
    try read([("x", Array(text.utf8))], options: options)
  }

  /// What is said of an input that is refused, or nothing if it is read.
  static func refusal(_ text: String, options: IngestOptions = IngestOptions()) -> String? {
    refusal([("x", Array(text.utf8))], options: options)
  }

  /// What is said of inputs that are refused, or nothing if they are read.
  static func refusal(
    _ files: [(name: String, bytes: [UInt8])], options: IngestOptions = IngestOptions(),
    formats: [TenantFormat] = TenantFormat.all
  ) -> String? {
    do {
      _ = try read(files, options: options, formats: formats)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Reads the first bytes of a stream with a window and blocks of any size.
  static func readStream(
    _ bytes: ArraySlice<UInt8>, window: Int = 64 << 10, block: Int = .max,
    wanted: AttributeSet = .audit
  ) throws -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: wanted)
    var reader = AzureHoundReader()
    let source = builder.addSource(
      Source(
        input: "x", format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .byteOffset))
    var json = JSONReader(
      ArraySource(Array(bytes), blockSize: block), limits: JSONLimits(windowBytes: window),
      documents: .many)
    try reader.read(
      &json, of: TenantStream(input: "x", entry: "", source: source, unit: unit), into: &builder)
    try reader.finish(into: &builder)
    return builder.finish()
  }
}

/// Why inputs were refused, without the folder they lay in.
struct Refusal: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}
