import DirectoryModel

/// The tenant's side: the records of an export as AzureHound's `list` command writes them.
///
/// Source: SpecterOps, AzureHound, https://github.com/SpecterOps/AzureHound (`models/azure`).
struct Export {
  var graph: Graph
  let names: Names
  /// Users who are not there.
  var absent: Set<Int> = []
  /// Users who have another name.
  var renamed: Set<Int> = []
  private static let tenant =
    #""tenantId":"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","tenantName":"Contoso"}"#

  /// Writes every record; kinds stand mixed, so that members come before the users they name.
  func write(to path: String, _ layout: Layout, _ dice: inout Dice) throws {
    var file = try ExportFile(path, layout)
    let (users, groups) = (graph.users, graph.groups)
    for number in dice.permutation(users + 3 * groups + graph.devices) {
      let number = Int(number)
      if number < users {
        if absent.contains(number) { continue }
        try file.add("AZUser", user(number))
      } else if number < users + groups {
        try file.add("AZGroup", group(number - users))
      } else if number < users + 2 * groups {
        try file.add("AZGroupMember", members(number - users - groups, &dice))
      } else if number < users + 3 * groups {
        try file.add("AZGroupOwner", owner(number - users - 2 * groups))
      } else {
        try file.add("AZDevice", device(number - users - 3 * groups))
      }
    }
    try file.finish()
  }

  /// The owner of a group.
  func ownerOfGroup(_ group: Int) -> Int {
    Int(Dice.mix(names.seed &+ UInt64(group) &+ 7 << 56) % UInt64(graph.users))
  }

  private func user(_ index: Int) -> String {
    let (id, time, account) = (
      names.id(.user, index), names.time(.user, index), names.account(index)
    )
    let enabled = index % 33 == 5 ? "" : #""accountEnabled":true,"#
    let job = index % 5 == 0 ? "" : #""jobTitle":"Analyst \#(index % 97)","#
    let onPremises =
      index % 3 == 0
      ? ""
      : #""onPremisesSecurityIdentifier":"S-1-5-21-1004336348-1177238915-682003330-\#(index)","#
        + #""onPremisesSyncEnabled":true,"#
    return #"{"id":"\#(id)",\#(enabled)"createdDateTime":"\#(time)","#
      + #""displayName":"\#(names.person(index))\#(renamed.contains(index) ? " II" : "")","employeeOrgData":{},\#(job)"#
      + #""lastPasswordChangeDateTime":"\#(time)","mail":"\#(account)","#
      + #""mailboxSettings":{"automaticRepliesSetting":{"scheduledEndDateTime":{},"#
      + #""scheduledStartDateTime":{}},"language":{},"workingHours":{"timeZone":{}}},"#
      + #""onPremisesExtensionAttributes":{},\#(onPremises)"passwordProfile":{},"#
      + #""signInActivity":{"lastSignInDateTime":"\#(time)","lastSignInRequestId":"\#(id)"},"#
      + #""userPrincipalName":"\#(account)","userType":"\#(index % 11 == 0 ? "Guest" : "Member")","#
      + Self.tenant
  }

  private func group(_ index: Int) -> String {
    let (time, name) = (names.time(.group, index), escaped(names.group(index)))
    let types = index % 4 == 0 ? #""groupTypes":["Unified"],"# : ""
    return #"{"id":"\#(names.id(.group, index))","createdDateTime":"\#(time)","#
      + #""description":"Access for \#(name)","displayName":"\#(name)",\#(types)"#
      + #""mailNickname":"g\#(Names.padded(index, 7))","renewedDateTime":"\#(time)","#
      + #""securityEnabled":true,"#
      + #""securityIdentifier":"S-1-12-1-\#(1_000_000_000 + index)-1225671321-3044557990-1","#
      + #""visibility":"Private","# + Self.tenant
  }

  private func device(_ index: Int) -> String {
    let id = names.id(.device, index)
    return #"{"id":"\#(id)","accountEnabled":true,"#
      + #""approximateLastSignInDateTime":"\#(names.time(.device, index))","deviceId":"\#(id)","#
      + #""deviceVersion":2,"displayName":"PC-\#(Names.padded(index, 7))","#
      + #""onPremisesExtensionAttributes":{},"isCompliant":true,"isManaged":true,"#
      + #""operatingSystem":"Windows","operatingSystemVersion":"10.0.22631.3593","#
      + #""physicalIds":["[USER-GID]:\#(id):6755467234350028","[GID]:g:6755467234350028"],"#
      + #""profileType":"RegisteredDevice","trustType":"AzureAd","# + Self.tenant
  }

  private func owner(_ group: Int) -> String {
    let (index, id) = (ownerOfGroup(group), names.id(.group, group))
    let account = names.account(index)
    return ##"{"owners":[{"groupId":"\##(id)","owner":{"@odata.type":"#microsoft.graph.user","##
      + ##""displayName":"\##(names.person(index))","id":"\##(names.id(.user, index))","##
      + ##""mail":"\##(account)","userPrincipalName":"\##(account)"}}],"groupId":"\##(id)"}"##
  }

  /// The members of a group in any order; those of one kind do not stand together.
  private func members(_ group: Int, _ dice: inout Dice) -> String {
    let id = names.id(.group, group).description
    var entries = graph.members(of: group).filter { !absent.contains(Int($0)) }
      .map { (Names.Kind.user, $0) }
    entries += graph.children[group].map { (.group, $0) }
    entries += (graph.deviceMembers[group] ?? []).map { (.device, $0) }
    if let index = graph.dangling[group] { entries.append((.dangling, UInt32(index))) }
    if entries.isEmpty { return ##"{"members":null,"groupId":"\##(id)"}"## }
    var text = ##"{"members":["##
    for last in entries.indices.reversed() {
      entries.swapAt(last, dice.below(last + 1))
      text += member(entries[last].0, Int(entries[last].1))
      text += ##"},"groupId":"\##(id)"}\##(last > 0 ? "," : "")"##
    }
    return text + ##"],"groupId":"\##(id)"}"##
  }

  private func member(_ kind: Names.Kind, _ index: Int) -> String {
    let head = ##"{"member":{"@odata.type":"#microsoft.graph."##
    let id = names.id(kind, index)
    switch kind {
    case .user:
      return head + ##"user","createdDateTime":"\##(names.time(kind, index))","##
        + ##""displayName":"\##(names.person(index))","id":"\##(id)""##
    case .group:
      return head + ##"group","createdDateTime":"\##(names.time(kind, index))","##
        + ##""displayName":"\##(escaped(names.group(index)))","id":"\##(id)""##
    case .device:
      return head + ##"device","displayName":"PC-\##(Names.padded(index, 7))","id":"\##(id)""##
    case .dangling, .departed, .localGroup:
      return head + ##"group","displayName":"Distribution list","id":"\##(id)""##
    }
  }

  /// A text as Go's encoder writes it.
  private func escaped(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "&")) ? text.replacing("&", with: ##"\u0026"##) : text
  }
}
