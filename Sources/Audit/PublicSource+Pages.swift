/// The pages that rules rest on, each written once.
extension PublicSource {
  static let graphAddMembers = PublicSource(
    "Add members",
    "https://learn.microsoft.com/graph/api/group-post-members")
  static let graphDeletedItems = PublicSource(
    "Deleted users and groups",
    "https://learn.microsoft.com/graph/api/resources/directory")
  static let graphDevice = PublicSource(
    "device resource type",
    "https://learn.microsoft.com/graph/api/resources/device")
  static let graphGroup = PublicSource(
    "group resource type",
    "https://learn.microsoft.com/graph/api/resources/group")
  static let graphGroups = PublicSource(
    "Working with groups in Microsoft Graph",
    "https://learn.microsoft.com/graph/api/resources/groups-overview")
  static let graphOwners = PublicSource(
    "List group owners",
    "https://learn.microsoft.com/graph/api/group-list-owners")
  static let graphTransitiveMembers = PublicSource(
    "List group transitive members",
    "https://learn.microsoft.com/graph/api/group-list-transitivemembers")
  static let graphUser = PublicSource(
    "user resource type",
    "https://learn.microsoft.com/graph/api/resources/user")
  static let entraDynamicRules = PublicSource(
    "Manage rules for dynamic membership groups in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership")
  static let entraMemberOfRules = PublicSource(
    "Group membership in a dynamic group (preview) in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/users/groups-dynamic-rule-member-of")
  static let entraGroupsRestore = PublicSource(
    "Restore a deleted Microsoft 365 group in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/users/groups-restore-deleted")
  static let entraUsersRestore = PublicSource(
    "Restore or remove a recently deleted user",
    "https://learn.microsoft.com/entra/fundamentals/users-restore")
  static let entraGuests = PublicSource(
    "Properties of a Microsoft Entra B2B collaboration user",
    "https://learn.microsoft.com/entra/external-id/user-properties")
  static let entraGroupClaims = PublicSource(
    "Configure group claims for applications",
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims")
  static let entraNameChanges = PublicSource(
    "Plan and troubleshoot User Principal Name changes in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/hybrid/connect/howto-troubleshoot-upn-changes")
  static let entraClaims = PublicSource(
    "Secure applications and APIs by validating claims",
    "https://learn.microsoft.com/entra/identity-platform/claims-validation")
  static let entraTokenClaims = PublicSource(
    "ID token claims reference",
    "https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
  static let entraRevokeAccess = PublicSource(
    "Revoke user access in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/users/users-revoke-access")
  static let entraProvisioning = PublicSource(
    "How Application Provisioning works in Microsoft Entra ID",
    "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works")
  static let entraLimits = PublicSource(
    "Microsoft Entra service limits and restrictions",
    "https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions")
  static let duplicateGroupNames = PublicSource(
    "Azure AD allows duplicate group names",
    "https://morgansimonsen.com/2016/06/28/azure-ad-allows-duplicate-group-names/")
  static let configurationManager = PublicSource(
    "How to synchronize collection members to Microsoft Entra groups",
    "https://learn.microsoft.com/mem/configmgr/core/clients/manage/collections/synchronize-collections-aad-group"
  )
  static let rezolve = PublicSource(
    "Azure Active Directory (AAD) Group Synchronization",
    "https://docs.rezolve.ai/docs/administration/groups/sync-groups")
  static let itGlue = PublicSource(
    "Microsoft Entra ID groups auto-documentation",
    "https://help.itglue.kaseya.com/help/Content/1-admin/microsoft/microsoft-entra-id-groups-auto-documentation.html"
  )
  static let kaizala = PublicSource(
    "Azure Active Directory sync with the Kaizala Directory",
    "https://learn.microsoft.com/office365/kaizala/aad-sync-with-tul")
  static let grafanaTeamSync = PublicSource(
    "Configure Team Sync",
    "https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-team-sync/")
  static let djangoADFS = PublicSource(
    "django-auth-adfs, settings reference",
    "https://django-auth-adfs.readthedocs.io/en/latest/settings_ref.html")
  static let djangoAuth = PublicSource(
    "django.contrib.auth",
    "https://docs.djangoproject.com/en/3.2/ref/contrib/auth/")
  static let nextcloudSAML = PublicSource(
    "Nextcloud user_saml",
    "https://github.com/nextcloud/user_saml")
  static let openWebUIGroups = PublicSource(
    "Open WebUI, models of groups",
    "https://github.com/open-webui/open-webui/blob/main/backend/open_webui/models/groups.py")
  static let azureHound = PublicSource(
    "AzureHound",
    "https://github.com/SpecterOps/AzureHound")
  static let sqliteCollation = PublicSource(
    "Collation (Microsoft.Data.Sqlite)",
    "https://learn.microsoft.com/dotnet/standard/data/sqlite/collation")
  static let sqliteForeignKeys = PublicSource(
    "SQLite Foreign Key Support",
    "https://www.sqlite.org/foreignkeys.html")
  static let sqliteUniqueIndexes = PublicSource(
    "CREATE INDEX, unique indexes",
    "https://www.sqlite.org/lang_createindex.html")
  static let stringUUID = PublicSource(
    "String UUID",
    "https://learn.microsoft.com/windows/win32/rpc/string-uuid")
  static let unicodeForms = PublicSource(
    "Unicode Standard Annex #15, Unicode Normalization Forms",
    "https://www.unicode.org/reports/tr15/")
  static let unicodeConfusables = PublicSource(
    "Unicode Technical Standard #39, confusable detection",
    "https://www.unicode.org/reports/tr39/")
  static let powershellEncoding = PublicSource(
    "about_Character_Encoding",
    "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding"
  )
  static let characterReferences = PublicSource(
    "Character reference",
    "https://developer.mozilla.org/docs/Glossary/Character_reference")
}
