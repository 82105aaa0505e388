/// The address of a list's next page, and what it says of the list.
///
/// "The URL also contains all the other query parameters present in the original request", "Paging
/// Microsoft Graph data in your app", https://learn.microsoft.com/graph/paging.
struct GraphLink: Equatable {
  /// The list is one of changes since an earlier answer.
  let isDelta: Bool
  /// Only entries that pass a condition were asked for.
  let isFiltered: Bool

  init(_ address: String) {
    isDelta = ["/delta?", ".delta?", "delta()"].contains { address.contains($0) }
    let query = address.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false
    )
    .dropFirst().first
    isFiltered = (query ?? Substring().utf8).split(separator: UInt8(ascii: "&"))
      .contains { Self.isCondition(String(Substring($0))) }
  }

  /// Whether a parameter is `$filter` or `$search`; the sign may be left out or be encoded.
  private static func isCondition(_ parameter: String) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    let bare =
      name.hasPrefix("$") ? name.dropFirst() : name.hasPrefix("%24") ? name.dropFirst(3) : name[...]
    return bare == "filter" || bare == "search"
  }
}
