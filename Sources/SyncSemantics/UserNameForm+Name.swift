package import DirectoryModel
import UnicodeForms

extension UserNameForm {
  /// What the product makes of a person of the tenant to name the account.
  ///
  /// `nil` when the person lacks the property, or when names say nothing of the person. The prefix
  /// that Entra ID puts before the name of a deleted user is taken off first. Source: "Restore or
  /// remove a recently deleted user", https://learn.microsoft.com/entra/fundamentals/users-restore.
  package func name(for person: ObjectIndex, in tenant: Directory) -> [UInt8]? {
    let form = tenant.isGuest(person) == .yes ? guests : members
    guard let raw = Self.raw(form, person, tenant), !raw.isEmpty else { return nil }
    return finished(raw)
  }

  /// Whether the product stores names as they are.
  var keepsNames: Bool { !lowercased && replacements.isEmpty }

  /// A name as the product stores it: in lower case and with its replacements, if it does that.
  func finished(_ raw: [UInt8]) -> [UInt8] {
    var name = raw
    if !replacements.isEmpty {
      name = []
      for scalar in String(decoding: raw, as: UTF8.self).unicodeScalars {
        name.append(
          contentsOf: (replacements[String(Character(scalar))] ?? String(Character(scalar))).utf8)
      }
    }
    return lowercased ? TextForm.lowercased(name) : name
  }

  private static func raw(_ form: Form, _ person: ObjectIndex, _ tenant: Directory) -> [UInt8]? {
    let mail = tenant.mails[Int(person)]
    switch form {
    case .userPrincipalName: return principalName(of: person, in: tenant)
    case .mail: return tenant.names.copy(mail)
    case .mailOrUserPrincipalName:
      return mail > NameTable.empty
        ? tenant.names.copy(mail) : principalName(of: person, in: tenant)
    case .localPart:
      let name = principalName(of: person, in: tenant)
      return name.contains(UInt8(ascii: "#"))
        ? name : Array(name.prefix { $0 != UInt8(ascii: "@") })
    case .objectID:
      let guid = tenant.guids[Int(person)]
      return guid == .none ? nil : Array(guid.description.utf8)
    case .displayName: return tenant.names.copy(tenant.displayNames[Int(person)])
    case .free: return nil
    }
  }

  /// The user principal name, without the prefix of a deleted user's.
  package static func principalName(of person: ObjectIndex, in tenant: Directory) -> [UInt8] {
    let name = tenant.names.copy(tenant.principalNames[Int(person)])
    guard tenant.isDeleted(person), name.count > 32 else { return name }
    let prefix = tenant.guids[Int(person)].description.utf8.filter { $0 != UInt8(ascii: "-") }
    return TextForm.asciiFolded(Array(name.prefix(32))) == prefix
      ? Array(name.dropFirst(32)) : name
  }

  /// The address that a guest's user principal name was made of: `ann_b.com#EXT#@c.com` → `ann@b.com`.
  ///
  /// Source: "Properties of a Microsoft Entra B2B collaboration user",
  /// https://learn.microsoft.com/entra/external-id/user-properties.
  static func guestAddress(_ principalName: [UInt8]) -> [UInt8]? {
    let mark = Array("#ext#".utf8)
    let folded = TextForm.asciiFolded(principalName)
    guard folded.count > mark.count else { return nil }
    for start in 0..<(folded.count - mark.count)
    where folded[start..<(start + mark.count)].elementsEqual(mark) {
      var address = Array(principalName[..<start])
      guard let sign = address.lastIndex(of: UInt8(ascii: "_")), sign > 0 else { return nil }
      address[sign] = UInt8(ascii: "@")
      return address
    }
    return nil
  }
}
