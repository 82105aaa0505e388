/// The address of a list's next page, and what it says of the list.
///
/// "The URL also contains all the other query parameters present in the original request", "Paging
/// Microsoft Graph data in your app", https://learn.microsoft.com/graph/paging.
struct GraphLink: Equatable {
  /// The list is one of changes since an earlier answer.
  let isDelta: Bool
  /// Only entries that pass a condition were asked for.
  let isFiltered: Bool
  /// Lists inside the entries that were not asked for whole.
  let thinned: [GraphExpand]

  init(_ address: String) {
    isDelta = ["/delta?", ".delta?", "delta()"].contains { address.contains($0) }
    let query = address.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false
    )
    .dropFirst().first
    let parameters = (query ?? Substring().utf8).split(separator: UInt8(ascii: "&"))
      .map { String(Substring($0)) }
    isFiltered = parameters.contains { Self.conditions.contains(Self.name(of: $0)) }
    thinned = parameters.filter { Self.name(of: $0) == "expand" }
      .flatMap { GraphExpand.thinned(by: String($0.drop { $0 != "=" }.dropFirst())) }
  }

  /// The parameters that leave entries out.
  static let conditions: Set<String> = ["filter", "search"]

  private static func name(of parameter: String) -> String {
    bareName(String(parameter.prefix { $0 != "=" }))
  }

  /// The name of a parameter; its sign may be left out or be encoded.
  static func bareName(_ name: String) -> String {
    let name = name.lowercased()
    return name.hasPrefix("$")
      ? String(name.dropFirst()) : name.hasPrefix("%24") ? String(name.dropFirst(3)) : name
  }
}
