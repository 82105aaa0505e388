import Testing
import YAMLText

@testable import Replay

/// Every mistake in an expectation, with its whole message.
struct ScenarioExpectationsMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      Sample.expecting(""),
      "s.yaml:17:13: found an empty mapping, expected something to expect"),
    Mistake(
      Sample.expecting("direktory: { Group1: [] }"),
      "s.yaml:17:15: found unknown key 'direktory', expected one of 'directory', 'local', "
        + "'owners', 'users', 'devices', 'groups', 'present', 'absent', 'operations', 'status', "
        + "'link', 'monitoring', 'document', 'log', 'activity', 'refused', 'unchanged', 'findings', 'found', "
        + "'calls', 'departed-access', 'joiner-waited'\n  did you mean 'directory'?"),
    Mistake(
      Sample.expecting("directory: {}"),
      "s.yaml:17:26: found a mapping, expected something to expect"),
    Mistake(
      Sample.expecting("directory: { Group3: [] }"),
      "s.yaml:17:28: found 'Group3', expected a group that the directory has\n  did you "
        + "mean 'Group1'?"),
    Mistake(
      Sample.expecting("directory: { Group1: [Eve] }"),
      "s.yaml:17:37: found 'Eve', expected an object that the directory has\n  list it "
        + "under 'given: directory'"),
    Mistake(
      Sample.expecting("directory: { Group1: [Ada, Ada] }"),
      "s.yaml:17:42: found 'Ada' a second time, expected each name once in a list\n  the "
        + "first one stands at 17:37"),
    Mistake(
      Sample.expecting("directory: { Group1: { Ada: } }"),
      "s.yaml:17:36: found a mapping, expected a name"),
    Mistake(
      Sample.expecting("directory: { Ada: [Ben] }"),
      "s.yaml:17:28: found the user 'Ada', expected a group"),
    Mistake(
      Sample.expecting("local: { Group1: [] }"),
      "s.yaml:17:24: found 'Group1', expected a group that the local side has\n  'Group1' "
        + "is a group of the directory"),
    Mistake(
      Sample.expecting("local: { Collection1: [Eve] }"),
      "s.yaml:17:38: found 'Eve', expected an object that either side has\n  list it under "
        + "'given'"),
    Mistake(
      Sample.expecting("owners: { Group2: [Ben] }"),
      "s.yaml:17:25: found unknown key 'Group2', expected one of 'directory', 'local'"),
    Mistake(
      Sample.expecting("users: { directory: { Ada: { departement: Finance } } }"),
      "s.yaml:17:44: found unknown key 'departement', expected one of 'id', 'name', "
        + "'user-name', 'mail', 'enabled', 'guest', 'deleted', 'on-premises', 'mail-nickname', "
        + "'other-mail', 'given-name', 'surname', 'department', 'job-title', 'mobile-phone', "
        + "'phone', 'city', 'company-name', 'employee-id', \(Sample.ruled)\n  did you mean 'department'?"
    ),
    Mistake(
      Sample.expecting("users: { directory: { DeviceA: { enabled: yes } } }"),
      "s.yaml:17:37: found the device 'DeviceA', expected a user"),
    Mistake(
      Sample.expecting("users: { local: { Ada: { enabled: 1 } } }"),
      "s.yaml:17:49: found '1', expected one of 'yes', 'no', 'true', 'false'"),
    Mistake(
      Sample.expecting("present: [Ada]"),
      "s.yaml:17:24: found a list, expected a mapping"),
    Mistake(
      Sample.expecting("absent: { local: [Eve] }"),
      "s.yaml:17:33: found 'Eve', expected an object that either side has\n  list it under "
        + "'given'"),
    Mistake(
      Sample.expecting("operations: [ removed DeviceA ]"),
      "s.yaml:17:29: found 'removed DeviceA', expected an operation such as 'add Ada to "
        + "Group1', 'remove Ada' or 'create Group1'\n  did you mean 'remove'?"),
    Mistake(
      Sample.expecting("operations: [ remove ]"),
      "s.yaml:17:29: found 'remove', expected an operation such as 'add Ada to Group1', "
        + "'remove Ada' or 'create Group1'"),
    Mistake(
      Sample.expecting("operations: [ [] ]"),
      "s.yaml:17:29: found a list, expected a text"),
    Mistake(
      Sample.expecting("status: { Collection1: success }"),
      "s.yaml:17:38: found 'success', expected one of 'Success', 'Partial Success', "
        + "'Failed', 'In Progress', 'None'\n  did you mean 'Success'?"),
    Mistake(
      Sample.expecting("status: { Collection9: Success }"),
      "s.yaml:17:25: found 'Collection9', expected a group that either side has\n  did you "
        + "mean 'Collection1'?"),
    Mistake(
      Sample.expecting("link: { Collection1: enable }"),
      "s.yaml:17:36: found 'enable', expected one of 'not enabled', 'enabled', 'orphaned', "
        + "'disabled', 'archived', 'deleted'\n  did you mean 'enabled'?"),
    Mistake(
      Sample.expecting("monitoring: { Collection1: { members: 3 } }"),
      "s.yaml:17:44: found unknown key 'members', expected one of 'collection-id', "
        + "'collection-name', 'group-id', 'group-name', 'status', 'member-count', 'completed', "
        + "'in-progress', 'failed', 'last-full-sync-count', 'last-full-sync-status', "
        + "'last-full-sync-time', 'last-sync-count', 'last-sync-status', 'last-sync-time', "
        + "'cloud-service-id', 'type'"),
    Mistake(
      Sample.expecting("monitoring: { DeviceA: { status: Success } }"),
      "s.yaml:17:29: found the device 'DeviceA', expected a group"),
    Mistake(
      Sample.expecting("document: { Group1: { nested: [] } }"),
      "s.yaml:17:37: found unknown key 'nested', expected one of "
        + "'nested-groups', 'matched-members', 'unmatched-members', 'matched-devices', "
        + "'unmatched-devices', 'name', 'email-address', 'domain', 'description', "
        + "'membership-type', 'list', 'sync-status', 'updated'"),
    Mistake(
      Sample.expecting("log: [ ~ ]"),
      "s.yaml:17:22: found '~', expected a text"),
    Mistake(
      Sample.expecting("findings: { a: b }"),
      "s.yaml:17:25: found a mapping, expected a text"),
    Mistake(
      Sample.expecting("found: [Group9]"),
      "s.yaml:17:23: found 'Group9', expected a group that the directory has\n  did you "
        + "mean 'Group1'?"),
    Mistake(
      Sample.expecting("calls: -1"),
      "s.yaml:17:22: found '-1', expected a whole number from 0 to 9223372036854775807"),
    Mistake(
      Sample.expecting("calls: few"),
      "s.yaml:17:22: found 'few', expected a whole number from 0 to 9223372036854775807"),
    Mistake(
      Sample.expecting("departed-access: 1h"),
      "s.yaml:17:32: found '1h', expected a bound such as 'at most 1h'"),
    Mistake(
      Sample.expecting("departed-access: at most 1"),
      "s.yaml:17:40: found '1', expected a duration such as '90s', '5m', '1h' or '30d'"),
    Mistake(
      Sample.expecting("joiner-waited: at least 1h"),
      "s.yaml:17:30: found 'at least 1h', expected a bound such as 'at most 1h'"),
    Mistake(
      Sample.head + Sample.given + "when:\n  - expect: { refused: 'x' }\n",
      "s.yaml:16:15: found 'refused' without a step before it, expected the step that is "
        + "refused before"),
    Mistake(
      Sample.head + Sample.given
        + "when:\n  - wait: 5m\n  - expect: { calls: 0 }\n  - expect: { refused: 'x' }\n",
      "s.yaml:18:15: found 'refused' without a step before it, expected the step that is "
        + "refused before"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in an expectation is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
