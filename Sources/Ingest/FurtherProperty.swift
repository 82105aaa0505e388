import DirectoryModel
import JSONText

/// A property that only rules and comparisons of snapshots look at.
///
/// Most readings ask for none of them: their keys are then unknown to the reader and cost nothing.
///
/// Sources: "user resource type", https://learn.microsoft.com/graph/api/resources/user, and
/// "device resource type", https://learn.microsoft.com/graph/api/resources/device.
struct FurtherProperty {
  /// What the value is.
  enum Form {
    case text
    /// True or false, kept as that word.
    case flag
    case texts
    /// A list of which only the first text counts.
    case firstText
    /// An object with `extensionAttribute1` to `extensionAttribute15`.
    case extensions
    /// A list of service plans.
    case plans
    /// An object of which the identifier counts.
    case reference
  }

  /// The name in Microsoft Graph, and in AzureHound, which keeps it.
  var name: String
  /// The name in Azure AD Graph, and in ROADrecon, which keeps it.
  var oldName: String
  var form: Form
  /// The attribute that a value is kept as; the first of those of an object.
  var key: AttributeKey

  private init(
    _ name: String, _ key: AttributeKey, _ form: Form = .text, was oldName: String? = nil
  ) {
    (self.name, self.oldName, self.form, self.key) = (name, oldName ?? name, form, key)
  }

  /// Every one of them, in the order of the tables of keys.
  static let all: [FurtherProperty] = [
    FurtherProperty("country", .country), FurtherProperty("state", .state),
    FurtherProperty("postalCode", .postalCode), FurtherProperty("streetAddress", .streetAddress),
    FurtherProperty("usageLocation", .usageLocation),
    FurtherProperty("preferredLanguage", .preferredLanguage),
    FurtherProperty("businessPhones", .businessPhone, .firstText, was: "telephoneNumber"),
    FurtherProperty("faxNumber", .faxNumber, was: "facsimileTelephoneNumber"),
    FurtherProperty("officeLocation", .officeLocation, was: "physicalDeliveryOfficeName"),
    FurtherProperty("imAddresses", .imAddress, .texts, was: "sipProxyAddress"),
    FurtherProperty("passwordPolicies", .passwordPolicies),
    FurtherProperty("onPremisesDistinguishedName", .onPremisesDistinguishedName),
    FurtherProperty("employeeHireDate", .employeeHireDate),
    FurtherProperty("onPremisesExtensionAttributes", .extensionAttribute1, .extensions),
    // What users have as 'onPremisesExtensionAttributes', devices have under this name.
    FurtherProperty("extensionAttributes", .extensionAttribute1, .extensions),
    FurtherProperty("operatingSystem", .operatingSystem, was: "deviceOSType"),
    FurtherProperty("operatingSystemVersion", .operatingSystemVersion, was: "deviceOSVersion"),
    FurtherProperty("manufacturer", .manufacturer, was: "deviceManufacturer"),
    FurtherProperty("model", .model, was: "deviceModel"),
    FurtherProperty("trustType", .trustType, was: "deviceTrustType"),
    FurtherProperty("profileType", .profileType),
    FurtherProperty("deviceOwnership", .deviceOwnership),
    FurtherProperty("deviceCategory", .deviceCategory),
    FurtherProperty("managementType", .managementType),
    FurtherProperty("enrollmentProfileName", .enrollmentProfileName),
    FurtherProperty("mdmAppId", .mdmAppID, was: "deviceManagementAppId"),
    FurtherProperty("isRooted", .isRooted, .flag),
    FurtherProperty("physicalIds", .physicalID, .texts, was: "devicePhysicalIds"),
    FurtherProperty("systemLabels", .systemLabel, .texts),
    FurtherProperty("assignedPlans", .assignedPlan, .plans),
    // Only '$expand=manager' asks for it.
    FurtherProperty("manager", .manager, .reference),
  ]

  /// The attributes that values of the property are kept as.
  var attributes: AttributeSet { form == .extensions ? Self.extensionSet : key.asSet }

  /// The attributes `extensionAttribute1` to `extensionAttribute15`.
  static let extensionSet = AttributeSet(
    (1...15).map { AttributeKey.extensionAttribute($0).asSet })

  /// The names in Graph, in the order of `all`.
  static let names = all.map(\.name)

  /// The keys of an object of extension attributes, in their order.
  static let extensionKeys = KeyTable((1...15).map { "extensionAttribute\($0)" })

  /// The keys of a service plan, in the order of its text.
  static let planKeys = KeyTable(["servicePlanId", "capabilityStatus", "service"])

  /// Whether any of them is asked for.
  static func areWanted(_ wanted: AttributeSet) -> Bool { !wanted.isDisjoint(with: everything) }

  private static let everything = all.reduce(into: AttributeSet()) { $0.formUnion($1.attributes) }
}
