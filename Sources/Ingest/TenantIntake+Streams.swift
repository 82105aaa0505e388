import DirectoryModel
import Files
import JSONText
import SQLite

extension TenantIntake {
  /// Whether the first bytes are JSON: an object or an array, in UTF-8 or UTF-16.
  static func isJSON(_ first: [UInt8]) -> Bool {
    let encoding = TextEncoding(of: first)
    var text = encoding.decoded(Array(first.prefix(4096)), name: "")[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    let start = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
  }

  /// Reads a stream of text if it is JSON; what else there may be in an archive is counted.
  mutating func readText(
    _ first: [UInt8], _ origin: TenantOrigin, _ fetch: @escaping FetchSource.Fetch
  ) throws {
    guard Self.isJSON(first) else {
      return try leaveOutUnknown(origin, Self.unknownContent, found: Self.unknownContent)
    }
    let encoding = TextEncoding(of: first)
    let glimpse = JSONGlimpse(
      encoding.decoded(first, name: origin.input),
      path: origin.isWhole ? origin.path : origin.entry)
    let claimants = formats.indices.filter { index in
      if case .json(let claims, _) = formats[index].medium { claims(glimpse) } else { false }
    }
    try refuseTwoClaims(claimants, origin)
    guard let format = claimants.first else {
      return try leaveOutUnknown(origin, Self.unknownJSON, found: Self.words(for: glimpse))
    }
    if let note = encoding.note {
      builder.updateSource(origin.source) { source in
        if !source.notes.contains(note) { source.notes.append(note) }
      }
    }
    let blocks = stream(of: FetchSource(fetch: fetch), encoding, origin)
    defer { blocks.stop() }
    try readJSON(blocks, format, origin)
    try blocks.drain()
  }

  private func stream(
    of bytes: FetchSource, _ encoding: TextEncoding, _ origin: TenantOrigin
  ) -> BlockStream {
    let source: any ByteSource & Sendable =
      switch encoding {
      case .utf8: bytes
      case .utf16: UTF16Source(bytes, encoding, input: origin.input, entry: origin.entry)
      }
    return BlockStream(
      source, threads: options.threads, blockBytes: options.limits.windowBytes)
  }

  private mutating func readJSON(
    _ blocks: BlockStream, _ format: Int, _ origin: TenantOrigin
  ) throws {
    let limits = JSONLimits(
      depth: options.limits.jsonDepth, textBytes: options.limits.textBytes)
    var json = JSONReader(blocks: blocks, limits: limits, documents: .many)
    let stream = addStream(origin, counting: .byteOffset)
    let index = jsonReader(of: format)
    do {
      try jsonReaders[index].reader.read(&json, of: stream, into: &builder)
    } catch {
      throw IngestError(error, input: origin.input, entry: origin.entry)
    }
  }

  mutating func addStream(_ origin: TenantOrigin, counting: PlaceUnit.Counting) -> TenantStream {
    streamCount += 1
    let unit = builder.addUnit(
      PlaceUnit(input: origin.input, entry: origin.entry, counting: counting))
    return TenantStream(
      input: origin.input, entry: origin.entry, source: origin.source, unit: unit)
  }

  /// The reader of all streams of a format, made when the first one comes.
  private mutating func jsonReader(of format: Int) -> Int {
    if let known = jsonReaders.firstIndex(where: { $0.format == format }) { return known }
    guard case .json(_, let makeReader) = formats[format].medium else {
      preconditionFailure("only a format of JSON claims JSON")
    }
    jsonReaders.append((format, makeReader()))
    return jsonReaders.count - 1
  }

  func refuseTwoClaims(_ claimants: [Int], _ origin: TenantOrigin) throws(IngestError) {
    guard claimants.count > 1 else { return }
    let names = claimants.map { "'\(formats[$0].name)'" }.joined(separator: " and ")
    throw IngestError(
      input: origin.input, entry: origin.entry, found: "content that \(names) both claim",
      expected: "one format")
  }

  /// Refuses an input that nobody claims; inside a folder or an archive it is only counted.
  mutating func leaveOutUnknown(
    _ origin: TenantOrigin, _ reason: String, found: String
  ) throws(IngestError) {
    if !origin.isWhole { return leaveOut(origin.entry, reason) }
    throw IngestError(
      input: origin.input, found: found, expected: "a tenant export", hint: formatHint)
  }

  /// What a JSON text of no known format looks like: its keys, never its values.
  private static func words(for glimpse: JSONGlimpse) -> String {
    switch glimpse.root {
    case .object(let members): "a JSON object with \(keys(members))"
    case .array(let elements):
      if let members = elements.first?.members {
        "a JSON array of objects with \(keys(members))"
      } else {
        "a JSON array that holds no objects"
      }
    default: "JSON that ends where it begins"
    }
  }

  private static func keys(_ members: [JSONMember]) -> String {
    if members.isEmpty { return "no keys" }
    let shown = members.prefix(5).map { "'\(String($0.key.unicodeScalars.prefix(40)))'" }
    return "the keys " + shown.joined(separator: ", ") + (members.count > 5 ? ", …" : "")
  }
}
