import DirectoryModel
import Replay
import YAMLText

/// Words and properties as a scenario writes them.
enum ScenarioText {
  /// The text as YAML reads it back: plain where that is safe, in double quotes otherwise.
  ///
  /// Source: "YAML Ain't Markup Language 1.2", https://yaml.org/spec/1.2.2/#733-plain-style.
  static func quoted(_ text: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 @._-/+()".utf8)
    let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    let reserved = ["yes", "no", "on", "off", "true", "false", "null", "y", "n"]
    if let first = text.utf8.first, letters.contains(first), text.utf8.last != 0x20,
      text.utf8.allSatisfy(plain.contains), !reserved.contains(text.lowercased())
    {
      return text
    }
    return YAMLScalar.inDoubleQuotes(text)
  }

  /// A property and its value, `nil` where a scenario has no word for it.
  static func pair(
    _ property: ObjectProperty, of object: ObjectIndex, in directory: Directory
  ) -> String? {
    let index = Int(object)
    let isTenant = directory.side == .tenant
    guard let words = keys[property], words.kinds.contains(directory.kinds[index]),
      isTenant ? words.isTenants : words.isLocal
    else { return nil }
    if words.key == "kind" {
      let kind = directory.groupKind(object)
      return kind == .unknown ? nil : "kind: \(word(for: kind))"
    }
    let value = directory.values(of: property, object).first
    if words.isFlag { return "\(words.key): \(value == "true" ? "yes" : "no")" }
    return "\(words.key): \(value.map(quoted) ?? "~")"
  }

  private static func word(for kind: GroupKind) -> String {
    switch kind {
    case .security: "security"
    case .microsoft365: "microsoft-365"
    case .mailEnabledSecurity: "mail-enabled-security"
    case .distribution: "distribution"
    case .unknown: "unknown"
    }
  }

  /// The key of a property, and the objects that have it.
  private struct Key {
    var key: String
    var kinds: Set<ObjectKind>
    var isTenants = true
    var isLocal = true
    var isFlag = false
  }

  /// What nothing but dynamic membership rules looks at, of people and of devices.
  private static let ruled: [(AttributeKey, String)] = [
    (.country, "country"),
    (.state, "state"),
    (.postalCode, "postal-code"),
    (.streetAddress, "street-address"),
    (.usageLocation, "usage-location"),
    (.preferredLanguage, "preferred-language"),
    (.businessPhone, "business-phone"),
    (.faxNumber, "fax-number"),
    (.officeLocation, "office-location"),
    (.imAddress, "im-address"),
    (.passwordPolicies, "password-policies"),
    (.onPremisesDistinguishedName, "on-premises-distinguished-name"),
    (.employeeHireDate, "hire-date"),
  ]
  private static let ofDevices: [(AttributeKey, String)] = [
    (.operatingSystem, "operating-system"),
    (.operatingSystemVersion, "operating-system-version"),
    (.manufacturer, "manufacturer"),
    (.model, "model"),
    (.trustType, "trust-type"),
    (.profileType, "profile-type"),
    (.deviceOwnership, "ownership"),
    (.deviceCategory, "category"),
    (.managementType, "management-type"),
    (.enrollmentProfileName, "enrollment-profile-name"),
    (.mdmAppID, "mdm-app-id"),
    (.isRooted, "rooted"),
  ]

  private static let keys: [ObjectProperty: Key] = {
    let everything = Set(ObjectKind.allCases)
    let kindOfGroup = Key(key: "kind", kinds: [.group], isLocal: false)
    var keys: [ObjectProperty: Key] = [
      .displayName: Key(key: "name", kinds: everything),
      .principalName: Key(key: "user-name", kinds: [.user]),
      .mail: Key(key: "mail", kinds: [.user, .group]),
      .externalID: Key(key: "external-id", kinds: everything, isTenants: false),
      .accountEnabled: Key(key: "enabled", kinds: [.user, .device], isFlag: true),
      .guest: Key(key: "guest", kinds: [.user], isLocal: false, isFlag: true),
      .onPremises: Key(key: "on-premises", kinds: everything, isLocal: false, isFlag: true),
      .securityEnabled: kindOfGroup, .mailEnabled: kindOfGroup, .unified: kindOfGroup,
      .dynamic: Key(key: "dynamic", kinds: [.group], isLocal: false, isFlag: true),
      .rulePaused: Key(key: "rule-paused", kinds: [.group], isLocal: false, isFlag: true),
      .archived: Key(key: "archived", kinds: everything, isTenants: false, isFlag: true),
      .builtIn: Key(key: "built-in", kinds: [.group], isTenants: false, isFlag: true),
      ObjectProperty(.membershipRule): Key(key: "rule", kinds: [.group]),
      ObjectProperty(.description): Key(key: "description", kinds: [.group]),
      ObjectProperty(.productType): Key(key: "type", kinds: everything, isTenants: false),
      ObjectProperty(.mailNickname): Key(key: "mail-nickname", kinds: [.user, .group]),
      ObjectProperty(.deviceID): Key(key: "device-id", kinds: [.device]),
      ObjectProperty(.hostName): Key(key: "host-name", kinds: [.device]),
    ]
    let personal: [(AttributeKey, String)] = [
      (.givenName, "given-name"), (.surname, "surname"), (.department, "department"),
      (.jobTitle, "job-title"), (.mobilePhone, "mobile-phone"), (.phone, "phone"),
      (.city, "city"), (.companyName, "company-name"), (.employeeID, "employee-id"),
    ]
    for (key, word) in personal { keys[ObjectProperty(key)] = Key(key: word, kinds: [.user]) }
    for (key, word) in ruled { keys[ObjectProperty(key)] = Key(key: word, kinds: [.user]) }
    for (key, word) in ofDevices {
      keys[ObjectProperty(key)] = Key(key: word, kinds: [.device], isLocal: false)
    }
    keys[ObjectProperty(.manager)] = Key(key: "manager", kinds: [.user], isLocal: false)
    for number in 1...15 {
      keys[ObjectProperty(.extensionAttribute(number))] = Key(
        key: "extension-attribute-\(number)", kinds: [.user, .device])
    }
    return keys
  }()
}
