package import YAMLText

extension Policy {
  /// The built-in policies with their texts, in the order of lists.
  private static let builtIn: [(name: String, text: [UInt8])] = [
    ("rezolve", PackageResources.rezolve_yaml),
    ("rezolve-bidirectional", PackageResources.rezolve_bidirectional_yaml),
    ("configmgr", PackageResources.configmgr_yaml),
    ("itglue", PackageResources.itglue_yaml),
    ("kaizala", PackageResources.kaizala_yaml),
    ("mirror", PackageResources.mirror_yaml),
    ("django-adfs", PackageResources.django_adfs_yaml),
    ("django-allauth", PackageResources.django_allauth_yaml),
    ("django-social", PackageResources.django_social_yaml),
    ("jupyterhub", PackageResources.jupyterhub_yaml),
    ("flask-appbuilder", PackageResources.flask_appbuilder_yaml),
    ("flask-appbuilder-roles", PackageResources.flask_appbuilder_roles_yaml),
    ("open-webui", PackageResources.open_webui_yaml),
    ("open-webui-json", PackageResources.open_webui_json_yaml),
    ("mlflow-oidc-auth", PackageResources.mlflow_oidc_auth_yaml),
    ("trac", PackageResources.trac_yaml),
    ("grafana", PackageResources.grafana_yaml),
    ("gitea", PackageResources.gitea_yaml),
    ("nextcloud", PackageResources.nextcloud_yaml),
    ("nextcloud-saml", PackageResources.nextcloud_saml_yaml),
    ("lldap", PackageResources.lldap_yaml),
    ("vaultwarden", PackageResources.vaultwarden_yaml),
    ("wikijs", PackageResources.wikijs_yaml),
    ("directus", PackageResources.directus_yaml),
    ("n8n", PackageResources.n8n_yaml),
    ("redmine", PackageResources.redmine_yaml),
    ("generic", PackageResources.generic_yaml),
    ("rollcall", PackageResources.rollcall_yaml),
  ]

  /// The names of the built-in policies, in the order of lists.
  package static let builtInNames = builtIn.map(\.name)

  /// The text of a built-in policy as `policy show` prints it, `nil` when there is none.
  package static func text(named name: String) -> String? {
    builtIn.first { $0.name == name }.map { String(decoding: $0.text, as: UTF8.self) }
  }

  /// The built-in name that a misspelt one was most likely meant to be, or `nil`.
  package static func builtInName(near name: String) -> String? {
    closestMatch(to: name, in: builtInNames)
  }
}

/// Reads a built-in policy; `nil` when there is none of that name.
///
/// - Throws: a mistake in the built-in text, which the tests rule out.
package func policy(named name: String) throws(YAMLError) -> Policy? {
  guard let text = Policy.text(named: name) else { return nil }
  return try Policy.read(text: text, file: "\(name).yaml")
}
