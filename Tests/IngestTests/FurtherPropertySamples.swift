import DirectoryModel
import Testing

@testable import Ingest

/// A property as each format writes it, with the attribute that it becomes.
struct FurtherSample: Sendable, CustomTestStringConvertible {
  /// The name in Microsoft Graph, in AzureHound and in ROADrecon's new schema; and the column of
  /// Azure AD Graph.
  let name, column: String
  let key: AttributeKey
  /// The value in JSON, and as ROADrecon keeps it: a literal of SQL.
  let json, sql: String
  /// What is kept.
  let values: [String]
  /// A value that means nothing, in JSON and in SQL; and what is said of it in JSON.
  let wrong: (json: String, sql: String), complaint: String

  var testDescription: String { "\(key)" }

  private init(
    _ name: String, was column: String? = nil, _ key: AttributeKey, _ json: String,
    sql: String? = nil, _ values: [String], wrong: (String, String) = ("5", "5"),
    complaint: String = "a number has no meaning there"
  ) {
    (self.name, self.column, self.key, self.json) = (name, column ?? name, key, json)
    self.sql = sql ?? "'\(json)'"
    (self.values, self.wrong, self.complaint) = (values, wrong, complaint)
  }

  private static func text(
    _ name: String, was column: String? = nil, _ key: AttributeKey, _ value: String
  ) -> FurtherSample {
    FurtherSample(name, was: column, key, #""\#(value)""#, sql: "'\(value)'", [value])
  }

  /// Names and types: "user resource type", "device resource type" of Microsoft Graph; columns:
  /// `roadtools/roadlib/metadef/database.py`.
  static let all: [FurtherSample] =
    [
      text("country", .country, "Norway"), text("state", .state, "Vestland"),
      text("postalCode", .postalCode, "5003"), text("streetAddress", .streetAddress, "Kaien 1"),
      text("usageLocation", .usageLocation, "NO"),
      text("preferredLanguage", .preferredLanguage, "nb-NO"),
      FurtherSample(
        "businessPhones", was: "telephoneNumber", .businessPhone, #"["+47 5", "+47 6"]"#,
        ["+47 5"], wrong: (#""+47 5""#, "5"), complaint: "a text has no meaning there"),
      text("faxNumber", was: "facsimileTelephoneNumber", .faxNumber, "+47 7"),
      text("officeLocation", was: "physicalDeliveryOfficeName", .officeLocation, "B2"),
      FurtherSample(
        "imAddresses", was: "sipProxyAddress", .imAddress, #"["a@x", "b@x"]"#, ["a@x", "b@x"]),
      text("passwordPolicies", .passwordPolicies, "DisablePasswordExpiration"),
      text("onPremisesDistinguishedName", .onPremisesDistinguishedName, "CN=A,DC=x"),
      text("employeeHireDate", .employeeHireDate, "2024-01-31T00:00:00Z"),
      text("operatingSystem", was: "deviceOSType", .operatingSystem, "Windows"),
      text("operatingSystemVersion", was: "deviceOSVersion", .operatingSystemVersion, "10.0"),
      text("manufacturer", was: "deviceManufacturer", .manufacturer, "Contoso"),
      text("model", was: "deviceModel", .model, "Book 3"),
      text("trustType", was: "deviceTrustType", .trustType, "AzureAd"),
      text("profileType", .profileType, "RegisteredDevice"),
      text("deviceOwnership", .deviceOwnership, "company"),
      text("deviceCategory", .deviceCategory, "Kiosk"),
      text("managementType", .managementType, "mdm"),
      text("enrollmentProfileName", .enrollmentProfileName, "Autopilot A"),
      text("mdmAppId", was: "deviceManagementAppId", .mdmAppID, "0000000a"),
      FurtherSample(
        "isRooted", .isRooted, "true", sql: "1", ["true"], wrong: (#""true""#, "2"),
        complaint: "a text has no meaning there"),
      FurtherSample(
        "physicalIds", was: "devicePhysicalIds", .physicalID, #"["[ZTDId]:1", "[OrderId]:2"]"#,
        ["[ZTDId]:1", "[OrderId]:2"]),
      FurtherSample(
        "assignedPlans", .assignedPlan,
        #"[{"assignedDateTime": null, "capabilityStatus": "Enabled", "service": "a b","#
          + #""servicePlanId": "p1"}, {"servicePlanId": "p2", "service": null}]"#,
        ["p1 Enabled a b", "p2 - -"]),
      FurtherSample("systemLabels", .systemLabel, #"["M365Managed"]"#, ["M365Managed"]),
    ] + (1...15).map(numbered)

  /// An extension attribute, which Graph has in an object and Azure AD Graph in a column.
  private static func numbered(_ number: Int) -> FurtherSample {
    let name = "extensionAttribute\(number)"
    return FurtherSample(
      number % 2 == 0 ? "extensionAttributes" : "onPremisesExtensionAttributes", was: name,
      .extensionAttribute(number), #"{"\#(name)": "v\#(number)"}"#, sql: "'v\(number)'",
      ["v\(number)"], wrong: ("[1]", "5"), complaint: "a list has no meaning there")
  }

  /// The value in the new schema of ROADrecon: lists and objects are JSON.
  var newSQL: String { sql == "1" ? sql : json.hasPrefix("\"") ? sql : "'\(json)'" }

  /// What no answer shows of the property, in JSON: null in its place.
  var null: String {
    json.hasPrefix("{") ? #"{"\#(column)": null}"# : "null"
  }
}
