import Testing
import YAMLText

@testable import Replay

/// Every mistake in what is given, with its whole message.
struct ScenarioSidesMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      Sample.given("given: {}\n"),
      "s.yaml:5:8: found a mapping without 'directory', expected the key 'directory'"),
    Mistake(
      Sample.given("given: { directory: {} }\n"),
      "s.yaml:5:8: found a mapping without 'local', expected the key 'local'"),
    Mistake(
      Sample.given("given: { directory: [], local: {} }\n"),
      "s.yaml:5:21: found a list, expected a mapping"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, page-size: 0 }\n"),
      "s.yaml:5:47: found '0', expected a whole number from 1 to 999"),
    Mistake(
      Sample.given("given: { direktory: {}, local: {} }\n"),
      "s.yaml:5:10: found unknown key 'direktory', expected one of 'directory', 'local', "
        + "'links', 'settings', 'missing', 'page-size', 'tenant', 'database', 'preset', "
        + "'mapping', 'parameters'\n  did you mean 'directory'?"),
    Mistake(
      Sample.given("given: { directory: { user: [Ada] }, local: {} }\n"),
      "s.yaml:5:23: found unknown key 'user', expected one of 'users', 'devices', 'groups', "
        + "'service-principals', 'contacts'\n  did you mean 'users'?"),
    Mistake(
      Sample.given(
        "given: { directory: { users: { Ada: { departmant: Finance } } }, local: {} }\n"),
      "s.yaml:5:39: found unknown key 'departmant', expected one of 'id', 'name', "
        + "'user-name', 'mail', 'enabled', 'guest', 'deleted', 'on-premises', 'mail-nickname', "
        + "'other-mail', 'given-name', 'surname', 'department', 'job-title', 'mobile-phone', "
        + "'phone', 'city', 'company-name', 'employee-id', \(Sample.ruled)\n  did you mean 'department'?"
    ),
    Mistake(
      Sample.given("given: { directory: { users: { Ada: { archived: yes } } }, local: {} }\n"),
      "s.yaml:5:39: found unknown key 'archived', expected one of 'id', 'name', "
        + "'user-name', 'mail', 'enabled', 'guest', 'deleted', 'on-premises', 'mail-nickname', "
        + "'other-mail', 'given-name', 'surname', 'department', 'job-title', 'mobile-phone', "
        + "'phone', 'city', 'company-name', 'employee-id', \(Sample.ruled)"),
    Mistake(
      Sample.given("given: { directory: { users: { Ada: { members: [Ben] } } }, local: {} }\n"),
      "s.yaml:5:39: found unknown key 'members', expected one of 'id', 'name', 'user-name', "
        + "'mail', 'enabled', 'guest', 'deleted', 'on-premises', 'mail-nickname', 'other-mail', "
        + "'given-name', 'surname', 'department', 'job-title', 'mobile-phone', 'phone', 'city', "
        + "'company-name', 'employee-id', \(Sample.ruled)"),
    Mistake(
      Sample.given("given: { directory: { users: { Ada: { enabled: maybe } } }, local: {} }\n"),
      "s.yaml:5:48: found 'maybe', expected one of 'yes', 'no', 'true', 'false'"),
    Mistake(
      Sample.given("given: { directory: { users: { Ada: yes } }, local: {} }\n"),
      "s.yaml:5:37: found 'yes', expected a mapping"),
    Mistake(
      Sample.given("given: { directory: { users: { Ada: [Ben] } }, local: {} }\n"),
      "s.yaml:5:37: found a list, expected a mapping"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada, Ada] }, local: {} }\n"),
      "s.yaml:5:36: found 'Ada' a second time, expected each name once in a list\n  the "
        + "first one stands at 5:31"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada], devices: [Ada] }, local: {} }\n"),
      "s.yaml:5:47: found 'Ada' a second time, expected each name once in the directory\n  "
        + "the first one stands at 5:31; for two objects of one name write another word here "
        + "and 'name: Ada' under it"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada, ''] }, local: {} }\n"),
      "s.yaml:5:36: found the text '', expected a name"),
    Mistake(
      Sample.given("given: { directory: { users: [[Ada]] }, local: {} }\n"),
      "s.yaml:5:31: found a list, expected a name"),
    Mistake(
      Sample.given("given: { directory: { users: { '': {} } }, local: {} }\n"),
      "s.yaml:5:32: found an empty name, expected a name"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada], groups: { G: [Adda] } }, local: {} }\n"),
      "s.yaml:5:51: found 'Adda', expected an object that the directory has\n  did you mean "
        + "'Ada'?"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada], groups: { G: [Ben] } }, local: {} }\n"),
      "s.yaml:5:51: found 'Ben', expected an object that the directory has\n  list it under "
        + "'given: directory'"),
    Mistake(
      Sample.given(
        "given: { directory: { users: [Ada], groups: { G: [Ada, Ada] } }, local: {} }\n"),
      "s.yaml:5:56: found 'Ada' a second time, expected each name once in a list\n  the "
        + "first one stands at 5:51"),
    Mistake(
      Sample.given("given: { directory: { users: [Ada], groups: { G: [G] } }, local: {} }\n"),
      "s.yaml:5:51: found 'G' as a member of itself, expected another object"),
    Mistake(
      Sample.given(
        "given: { directory: { users: [Ada], groups: { G: { kind: securty } } }, local: {} }\n"),
      "s.yaml:5:58: found 'securty', expected one of 'security', 'microsoft-365', "
        + "'mail-enabled-security', 'distribution'\n  did you mean 'security'?"),
    Mistake(
      Sample.given(
        "given: { directory: { users: [Ada], groups: { G: { kind: [security] } } }, local: {} }\n"),
      "s.yaml:5:58: found a list, expected one of 'security', 'microsoft-365', "
        + "'mail-enabled-security', 'distribution'"),
    Mistake(
      Sample.given(
        "given: { directory: { devices: [D], groups: { G: { owners: [D] } } }, local: {} }\n"),
      "s.yaml:5:61: found the device 'D', expected a user or a service principal"),
    Mistake(
      Sample.given(
        "given: { directory: {}, local: { users: [Ada], groups: { G: { made-by-hand: [Ada] } } } }\n"
      ),
      "s.yaml:5:78: found 'Ada', expected a member of 'G'\n  whoever was put there by hand "
        + "is a member too: add the name to 'members'"),
    Mistake(
      Sample.given(
        "given: { directory: {}, local: { users: [Ada], groups: { G: { kind: security } } } }\n"),
      "s.yaml:5:63: found unknown key 'kind', expected one of 'members', 'owners', "
        + "'made-by-hand', 'id', 'name', 'external-id', 'type', 'description', 'mail', "
        + "'enabled', 'archived', 'built-in', 'deleted', 'rule'"),
    Mistake(
      Sample.given("given: { directory: {}, local: { service-principals: [P] } }\n"),
      "s.yaml:5:34: found unknown key 'service-principals', expected one of 'users', "
        + "'contacts', 'devices', 'configurations', 'groups', 'collections'"),
    Mistake(
      Sample.given("given: { directory: {}, local: { contacts: [Ada], users: [Ada] } }\n"),
      "s.yaml:5:59: found 'Ada' a second time, expected each name once in the local side\n  "
        + "the first one stands at 5:45; for two objects of one name write another word here "
        + "and 'name: Ada' under it"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, links: [ { local: A, directory: B } ] }\n"),
      "s.yaml:5:54: found 'A', expected a group that the local side has\n  list it under "
        + "'given: local'"),
    Mistake(
      Sample.given(
        "given: { directory: { groups: [B] }, local: { groups: [A] }, links: [ { local: A } ] }\n"),
      "s.yaml:5:71: found a mapping without 'directory', expected the key 'directory'"),
    Mistake(
      Sample.given(
        "given: { directory: { groups: [B] }, local: { groups: [A] }, links: [ { local: A, directory: B, direction: pull } ] }\n"
      ),
      "s.yaml:5:108: found 'pull', expected one of 'import', 'push'"),
    Mistake(
      Sample.given(
        "given: { directory: { users: [B] }, local: { groups: [A] }, links: [ { local: A, directory: B } ] }\n"
      ),
      "s.yaml:5:93: found the user 'B', expected a group"),
    Mistake(
      Sample.given(
        "given: { directory: { groups: [B] }, local: { groups: [A, C] }, links: [ { local: A, directory: B }, { local: C, directory: B } ] }\n"
      ),
      "s.yaml:5:125: found a second link to 'B', expected one link for each group of the "
        + "directory, like that of line 5"),
    Mistake(
      Sample.given(
        "given: { directory: { groups: [B, D] }, local: { groups: [A, C] }, links: [ { local: A, directory: [B, D] }, { local: C, directory: D } ] }\n"
      ),
      "s.yaml:5:133: found a second link to 'D', expected one link for each group of the "
        + "directory, like that of line 5"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, links: { local: A } }\n"),
      "s.yaml:5:43: found a mapping, expected a list"),
    Mistake(
      Sample.given(
        "given: { directory: {}, local: {}, settings: { microsoft-365-groups: false } }\n"),
      "s.yaml:5:70: found 'false', expected one of 'on', 'off'"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, settings: { microsoft-365: off } }\n"),
      "s.yaml:5:48: found unknown key 'microsoft-365', expected one of "
        + "'microsoft-365-groups', 'security-groups'"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, missing: [client-secrets] }\n"),
      "s.yaml:5:46: found 'client-secrets', expected one of 'client-id', 'client-secret', "
        + "'tenant-id', 'administrator-rights'\n  did you mean 'client-secret'?"),
    Mistake(
      Sample.given("given: { tenant: t.zip, directory: {}, local: {} }\n"),
      "s.yaml:5:25: found 'directory' beside 'tenant', expected one of the two"),
    Mistake(
      Sample.given("given: { directory: {}, database: a.db, local: {} }\n"),
      "s.yaml:5:41: found 'local' beside 'database', expected one of the two"),
    Mistake(
      Sample.given("given: { directory: {}, local: {}, preset: gitea }\n"),
      "s.yaml:5:36: found 'preset' without 'database', expected 'database' beside it"),
    Mistake(
      Sample.given("given: { directory: {}, database: [a.db] }\n"),
      "s.yaml:5:35: found a list, expected a name"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in what is given is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
