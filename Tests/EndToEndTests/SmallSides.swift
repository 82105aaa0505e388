import TestSupport

/// A tenant with the group 'Sales' of one person, and an application with one group of the same.
enum SmallSides {
  private static let groups = """
    {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups", "value": [
    {"id": "11111111-1111-1111-1111-111111111111", "displayName": "Sales",
    "groupTypes": [], "securityEnabled": true, "mailEnabled": false,
    "members": [{"@odata.type": "#microsoft.graph.user",
    "id": "22222222-2222-2222-2222-222222222222"}]}]}
    """
  private static let users = """
    {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": [
    {"id": "22222222-2222-2222-2222-222222222222", "displayName": "Ada",
    "userPrincipalName": "ada@contoso.com", "mail": "ada@contoso.com", "accountEnabled": true}]}
    """

  /// Writes both sides into a folder; answers the words that name them there.
  static func write(
    to scratch: borrowing ScratchFolder, group: String
  ) throws -> [String] {
    try scratch.write(groups, to: "tenant/groups.json")
    try scratch.write(users, to: "tenant/users.json")
    try scratch.write("group,member\n\(group),ada@contoso.com\n", to: "app.csv")
    return ["--tenant", "tenant", "--local", "app.csv"]
  }
}
