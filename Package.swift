// swift-tools-version: 6.3
import PackageDescription

// Targets stand in the order in which data passes through them; a module imports only those above it.
let package = Package(
  name: "rollcall",
  products: [.executable(name: "rollcall", targets: ["rollcall"])],
  targets: [
    // The only code that touches C libraries: beside each C module the Swift module that owns it.
    .systemLibrary(
      name: "CArchive", path: "Sources/Foreign/CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"])]),
    .target(name: "Archives", dependencies: ["CArchive"], path: "Sources/Foreign/Archives"),
    .systemLibrary(
      name: "CSQLite", path: "Sources/Foreign/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"], path: "Sources/Foreign/SQLite"),
    .systemLibrary(
      name: "CYAML", path: "Sources/Foreign/CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .target(name: "YAMLText", dependencies: ["CYAML"], path: "Sources/Foreign/YAMLText"),
    .systemLibrary(
      name: "CCrypto", path: "Sources/Foreign/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .target(name: "Digests", dependencies: ["CCrypto"], path: "Sources/Foreign/Digests"),
    .systemLibrary(
      name: "CICU", path: "Sources/Foreign/CICU", pkgConfig: "icu-i18n",
      providers: [.apt(["libicu-dev"])]),
    .target(name: "UnicodeForms", dependencies: ["CICU"], path: "Sources/Foreign/UnicodeForms"),
    .target(name: "CMemory", path: "Sources/Foreign/CMemory"),
    .target(name: "Memory", dependencies: ["CMemory"], path: "Sources/Foreign/Memory"),
    .target(name: "CThreads", path: "Sources/Foreign/CThreads"),
    .target(name: "Threads", dependencies: ["CThreads"], path: "Sources/Foreign/Threads"),
    .target(name: "CSystem", path: "Sources/Foreign/CSystem"),
    .target(name: "Files", dependencies: ["CSystem"], path: "Sources/Foreign/Files"),

    .target(name: "CommandSyntax"),
    .target(name: "CJSONMasks", path: "Sources/Foreign/CJSONMasks"),
    .target(name: "JSONText", dependencies: ["CJSONMasks"]),
    .target(name: "DirectoryModel", dependencies: ["Memory", "Threads"]),
    .target(
      name: "MembershipRules",
      dependencies: ["DirectoryModel", "JSONText", "UnicodeForms", "YAMLText"]),
    .target(
      name: "Ingest",
      dependencies: [
        "Archives", "Digests", "DirectoryModel", "Files", "JSONText", "SQLite", "Threads",
        "YAMLText",
      ],
      resources: [.embedInCode("Presets")]),
    .target(
      name: "SyncSemantics",
      dependencies: [
        "Digests", "DirectoryModel", "MembershipRules", "Memory", "Threads", "UnicodeForms",
        "YAMLText",
      ],
      resources: [.embedInCode("Policies")]),
    .target(
      name: "Replay",
      dependencies: [
        "Digests", "DirectoryModel", "Files", "Ingest", "Memory", "SyncSemantics", "Threads",
        "YAMLText",
      ]),
    .target(
      name: "Audit",
      dependencies: [
        "Digests", "DirectoryModel", "MembershipRules", "SyncSemantics", "Threads",
        "UnicodeForms",
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Audit", "Digests", "DirectoryModel", "JSONText", "Memory", "Replay", "SyncSemantics",
        "YAMLText",
      ],
      exclude: [
        "audit.schema.json", "difference.schema.json", "replay.schema.json",
        "scenario.schema.json", "scenario-results.schema.json",
      ]),
    .executableTarget(
      name: "rollcall",
      dependencies: [
        "Audit", "CommandSyntax", "Digests", "DirectoryModel", "Files", "Ingest", "JSONText",
        "MembershipRules", "Memory", "Replay", "Reports", "SQLite", "SyncSemantics", "Threads",
      ],
      exclude: ["rollcall.docc"]),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
  ]
    + testTargets([
      "Archives": [], "SQLite": [], "YAMLText": [], "Digests": [], "UnicodeForms": [], "Files": [],
      "Memory": [], "Threads": [], "CommandSyntax": [], "JSONText": ["CJSONMasks", "CSimdjson"],
      "DirectoryModel": [],
      "MembershipRules": ["DirectoryModel", "JSONText", "UnicodeForms"],
      "Ingest": ["Archives", "DirectoryModel", "Files", "JSONText", "SQLite", "YAMLText"],
      "SyncSemantics": ["Digests", "DirectoryModel", "Ingest", "UnicodeForms", "YAMLText"],
      "Replay": ["DirectoryModel", "Ingest", "SyncSemantics", "YAMLText"],
      "Audit": ["DirectoryModel", "Ingest", "SQLite", "SyncSemantics"],
      "Reports": [
        "Audit", "DirectoryModel", "Ingest", "JSONText", "Replay", "SyncSemantics", "YAMLText",
      ],
    ]) + [
      // simdjson is an oracle for the JSON reader's tests and never part of the product.
      .target(
        name: "CSimdjson", path: "Tests/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
      .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
      .testTarget(
        name: "EndToEndTests", dependencies: ["Audit", "CommandSyntax", "TestSupport", "rollcall"]),
      .executableTarget(
        name: "rollcall-bench",
        dependencies: [
          "Audit", "CommandSyntax", "DirectoryModel", "Files", "Ingest", "JSONText",
          "MembershipRules", "Memory", "Replay", "Reports", "SQLite", "SyncSemantics", "Threads",
        ],
        path: "Tests/Benchmarks"),
    ],
  swiftLanguageModes: [.v6]
)

/// One test target a module, with what its tests use besides the module itself.
func testTargets(_ extras: KeyValuePairs<String, [String]>) -> [Target] {
  extras.map { module, others in
    .testTarget(
      name: "\(module)Tests",
      dependencies: [.byName(name: module), "TestSupport"]
        + others.map { .byName(name: $0) })
  }
}

// libFuzzer as a judge of every reader: `.ci/fuzz`.
if Context.environment["ROLLCALL_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
    .executableTarget(
      name: "rollcall-fuzz",
      dependencies: [
        "Audit", "CFuzzer", "DirectoryModel", "Files", "Ingest", "JSONText", "MembershipRules",
        "Replay", "Reports", "SyncSemantics", "YAMLText",
      ],
      path: "Tests/Fuzzing",
      // gold cannot link what is instrumented.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
