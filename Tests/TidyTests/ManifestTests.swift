import Testing

struct ManifestTests {
  static let manifest = Manifest(
    """
    let package = Package(
      name: "sample",
      products: [.executable(name: "sample", targets: ["sample"])],
      targets: [
        .systemLibrary(name: "CLib", path: "Sources/Foreign/CLib", providers: [.apt(["lib-dev"])]),
        .target(name: "Lib", dependencies: ["CLib"], path: "Sources/Foreign/Lib"),
        .target(
          name: "Model"),
        .executableTarget(name: "sample", dependencies: ["Model"]),
        .testTarget(name: "ModelTests", dependencies: ["Model"]),
        .target(name: "Support", path: "Tests/Support"),
      ])
    """)

  @Test func `targets are read in their order with their folders`() {
    #expect(
      Self.manifest.modules == [
        .init(name: "CLib", folder: "Sources/Foreign/CLib", isSystem: true),
        .init(name: "Lib", folder: "Sources/Foreign/Lib", isSystem: false),
        .init(name: "Model", folder: "Sources/Model", isSystem: false),
        .init(name: "sample", folder: "Sources/sample", isSystem: false),
        .init(name: "Support", folder: "Tests/Support", isSystem: false),
      ])
    #expect(Manifest("").modules == [])
    #expect(Manifest(".target(").modules == [])
  }

  static let imports: [(path: String, line: String, complaints: [String])] = [
    ("Sources/Model/a.swift", "import Lib", []),
    ("Sources/Model/a.swift", "package import Lib", []),
    ("Sources/Model/a.swift", "import Glibc", []),
    ("Sources/Model/a.swift", "// import sample", []),
    (
      "Sources/Model/a.swift", "import sample",
      ["'Model' imports 'sample', which does not stand above it in Package.swift"]
    ),
    (
      "Sources/Model/a.swift", "@testable import Model",
      ["'Model' imports 'Model', which does not stand above it in Package.swift"]
    ),
    (
      "Sources/Foreign/Lib/a.swift", "public import struct Model.Name",
      ["'Lib' imports 'Model', which does not stand above it in Package.swift"]
    ),
    (
      "Sources/sample/a.swift", "import Support",
      ["'sample' imports 'Support', which does not stand above it in Package.swift"]
    ),
    ("Sources/Foreign/Lib/a.swift", "private import CLib", []),
    (
      "Sources/Foreign/Lib/a.swift", "import CLib",
      ["'CLib' is C: write 'private import', so that no C type leaves the file"]
    ),
    ("Tests/ModelTests/a.swift", "import sample", []),
    ("Elsewhere/a.swift", "import sample", []),
  ]

  @Test(arguments: imports)
  func `a module imports only those above it`(
    _ row: (path: String, line: String, complaints: [String])
  ) {
    let source = SourceText(path: row.path, text: row.line)
    #expect(Self.manifest.checkImports(source).map(\.text) == row.complaints)
  }

  @Test func `an import is told from other lines`() {
    let lines = [
      "import A", "@testable import A", "private import A", "import func A.f", "let a = import",
      "import", "the words import A",
    ]
    let found = lines.map { line in
      Manifest.importedModule(Substring(line)).map { "\($0.level):\($0.name)" }
    }
    #expect(found == [":A", ":A", "private:A", ":A", nil, nil, nil])
  }
}
