/// The targets of Package.swift in their order, as far as the rules of the house need them.
struct Manifest {
  struct Module: Equatable {
    let name: String
    let folder: String
    let isSystem: Bool
  }

  let modules: [Module]

  /// Reads the names and folders of all targets that are written out.
  init(_ text: String) {
    let kinds = [".systemLibrary(", ".target(", ".executableTarget("]
    var modules: [Module] = []
    var rest = Substring(text)
    while let found = kinds.compactMap({ kind in rest.firstRange(of: kind).map { (kind, $0) } })
      .min(by: { $0.1.lowerBound < $1.1.lowerBound })
    {
      let (kind, range) = found
      rest = rest[range.upperBound...]
      let body = Self.argumentList(rest)
      guard let name = Self.value(of: "name", in: body) else { continue }
      let folder = Self.value(of: "path", in: body) ?? "Sources/\(name)"
      modules.append(Module(name: name, folder: folder, isSystem: kind == kinds[0]))
    }
    self.modules = modules
  }

  /// The module to which a file belongs.
  func module(of path: String) -> Module? { modules.first { path.hasPrefix("\($0.folder)/") } }

  func position(of name: String) -> Int? { modules.firstIndex { $0.name == name } }

  private static func argumentList(_ text: Substring) -> Substring {
    var depth = 1
    let end = text.firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return text[..<(end ?? text.endIndex)]
  }

  private static func value(of label: String, in text: Substring) -> String? {
    text.firstRange(of: "\(label): \"").map { range in
      String(text[range.upperBound...].prefix { $0 != "\"" })
    }
  }
}

extension Manifest {
  /// Complains of imports of modules that do not stand above the importing one.
  func checkImports(_ source: SourceText) -> [Complaint] {
    guard let own = module(of: source.path), let place = position(of: own.name) else { return [] }
    return source.codeLines.enumerated().compactMap { index, line in
      guard let (name, level) = Self.importedModule(line), let other = position(of: name) else {
        return nil
      }
      if other >= place {
        return Complaint(
          path: source.path, line: index + 1,
          text: "'\(own.name)' imports '\(name)', which does not stand above it in Package.swift")
      }
      if modules[other].isSystem && level != "private" {
        return Complaint(
          path: source.path, line: index + 1,
          text: "'\(name)' is C: write 'private import', so that no C type leaves the file")
      }
      return nil
    }
  }

  /// The module that a line imports and the access level in front.
  static func importedModule(_ line: Substring) -> (name: String, level: String)? {
    let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
    guard let keyword = words.firstIndex(of: "import"), keyword < 2, keyword + 1 < words.count
    else {
      return nil
    }
    let kinds = ["struct", "enum", "class", "protocol", "func", "var", "let", "typealias"]
    let names = words[(keyword + 1)...].drop { kinds.contains(String($0)) }
    guard let name = names.first?.split(separator: ".").first else { return nil }
    return (String(name), keyword == 1 ? String(words[0]) : "")
  }
}
