import YAMLText

/// The mappings that are part of the program, each in its own YAML file.
package enum PresetCatalog {
  /// The sources in the order of the manual; nothing registers itself.
  private static let sources: [(name: String, yaml: [UInt8])] = [
    ("django-adfs", PackageResources.django_adfs_yaml),
    ("django-allauth", PackageResources.django_allauth_yaml),
    ("django-social", PackageResources.django_social_yaml),
    ("jupyterhub", PackageResources.jupyterhub_yaml),
    ("flask-appbuilder", PackageResources.flask_appbuilder_yaml),
    ("flask-appbuilder-roles", PackageResources.flask_appbuilder_roles_yaml),
    ("open-webui", PackageResources.open_webui_yaml),
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
    ("rollcall", PackageResources.rollcall_yaml),
    ("generic", PackageResources.generic_yaml),
  ]

  /// The names of the presets, in the order of the manual.
  package static var names: [String] { sources.map(\.name) }

  /// The text of a preset as it is shipped; `nil` when there is none of that name.
  package static func text(of name: String) -> [UInt8]? {
    sources.first { $0.name.utf8.elementsEqual(name.utf8) }?.yaml
  }

  /// Every preset; parsing them takes a few milliseconds.
  ///
  /// - Throws: only for a bug in rollcall, and then with line and column.
  package static func all() throws(IngestError) -> [Mapping] {
    var mappings: [Mapping] = []
    for source in sources { mappings.append(try parse(source.yaml, name: source.name)) }
    return mappings
  }

  /// One preset by its name.
  ///
  /// - Throws: for a name that no preset has, with the one that was likely meant.
  package static func preset(_ name: String) throws(IngestError) -> Mapping {
    guard let yaml = text(of: name) else {
      throw IngestError(
        input: "--preset", found: "'\(name)'",
        expected: "one of " + names.map { "'\($0)'" }.joined(separator: ", "),
        hint: didYouMean(name, names))
    }
    return try parse(yaml, name: name)
  }

  private static func parse(_ yaml: [UInt8], name: String) throws(IngestError) -> Mapping {
    do throws(YAMLError) {
      return try Mapping(yaml: yaml, file: "\(name).yaml")
    } catch {
      throw IngestError(yaml: error)
    }
  }
}

/// The hint for a misspelt word.
func didYouMean(_ word: String, _ words: [String]) -> String? {
  closestMatch(to: word, in: words).map { "did you mean '\($0)'?" }
}
