import Testing
import YAMLText

@testable import Replay

/// Every mistake in a step, with its whole message.
struct ScenarioStepsMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      Sample.step("enabel: Collection1"),
      "s.yaml:16:5: found unknown key 'enabel', expected one of 'enable', 'disable', "
        + "'archive', 'unarchive', 'delete', 'setting', 'integration', 'prerequisites', "
        + "'reset', 'local', 'directory', 'link', 'unlink', 'wait', 'until', 'sync', 'fault', "
        + "'repair', 'search', 'expect'\n  did you mean 'enable'?"),
    Mistake(
      Sample.step("{}"),
      "s.yaml:16:5: found an empty mapping, expected one key"),
    Mistake(
      Sample.step("enable"),
      "s.yaml:16:5: found 'enable', expected a mapping"),
    Mistake(
      Sample.step("{ wait: 5m, sync: full }"),
      "s.yaml:16:17: found the key 'sync' beside 'wait', expected one key\n  write a step "
        + "of its own for each, with a '-' before it"),
    Mistake(
      Sample.step("enable: Collection2"),
      "s.yaml:16:13: found 'Collection2', expected a group that the local side has\n  did "
        + "you mean 'Collection1'?"),
    Mistake(
      Sample.step("enable: Group1"),
      "s.yaml:16:13: found 'Group1', expected a group that the local side has\n  'Group1' "
        + "is a group of the directory"),
    Mistake(
      Sample.step("enable: Ada"),
      "s.yaml:16:13: found the user 'Ada', expected a group"),
    Mistake(
      Sample.step("disable: []"),
      "s.yaml:16:14: found an empty list, expected a name"),
    Mistake(
      Sample.step("local: { add: [], to: Collection1 }"),
      "s.yaml:16:19: found an empty list, expected a name"),
    Mistake(
      Sample.step("enable: Group2"),
      "s.yaml:16:13: found 'Group2', expected a group that the local side has\n  'Group2' "
        + "is a group of the directory"),
    Mistake(
      Sample.step("wait: 5"),
      "s.yaml:16:11: found '5', expected a duration such as '90s', '5m', '1h' or '30d'"),
    Mistake(
      Sample.step("wait: 5 minutes"),
      "s.yaml:16:11: found '5 minutes', expected a duration such as '90s', '5m', '1h' or "
        + "'30d'"),
    Mistake(
      Sample.step("wait: 0m"),
      "s.yaml:16:11: found '0m', expected a length of time above zero, up to ten years"),
    Mistake(
      Sample.step("wait: -5m"),
      "s.yaml:16:11: found '-5m', expected a duration such as '90s', '5m', '1h' or '30d'"),
    Mistake(
      Sample.step("wait: 99999999999d"),
      "s.yaml:16:11: found '99999999999d', expected a length of time above zero, up to ten "
        + "years"),
    Mistake(
      Sample.step("wait: 3653d"),
      "s.yaml:16:11: found '3653d', expected a length of time above zero, up to ten years"),
    Mistake(
      Sample.step("until: 9999-12-31T00:00:00Z"),
      "s.yaml:16:12: found '9999-12-31T00:00:00Z', expected an instant within ten years after "
        + "2022-11-30T08:00:00Z"),
    Mistake(
      Sample.step("until: 2032-11-29T08:00:01Z"),
      "s.yaml:16:12: found '2032-11-29T08:00:01Z', expected an instant within ten years after "
        + "2022-11-30T08:00:00Z"),
    Mistake(
      Sample.step("until: 2022-11-30T08:00:00Z"),
      "s.yaml:16:12: found '2022-11-30T08:00:00Z', expected an instant after "
        + "2022-11-30T08:00:00Z\n  time never goes backwards; it stands where the steps before "
        + "have brought it"),
    Mistake(
      Sample.step("until: 2022-11-30T07:59:59Z"),
      "s.yaml:16:12: found '2022-11-30T07:59:59Z', expected an instant after "
        + "2022-11-30T08:00:00Z\n  time never goes backwards; it stands where the steps before "
        + "have brought it"),
    Mistake(
      Sample.step("until: tomorrow"),
      "s.yaml:16:12: found 'tomorrow', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      Sample.step("sync: all"),
      "s.yaml:16:11: found 'all', expected one of 'full', 'incremental'"),
    Mistake(
      Sample.step("sync: ful"),
      "s.yaml:16:11: found 'ful', expected one of 'full', 'incremental'\n  did you mean "
        + "'full'?"),
    Mistake(
      Sample.step("sync: { full: Group1 }"),
      "s.yaml:16:19: found 'Group1', expected a group that the local side has\n  'Group1' "
        + "is a group of the directory"),
    Mistake(
      Sample.step("sync: { partial: Collection1 }"),
      "s.yaml:16:13: found unknown key 'partial', expected one of 'full', 'incremental'"),
    Mistake(
      Sample.step("sync: { full: Collection1, incremental: Collection1 }"),
      "s.yaml:16:32: found the key 'incremental' beside 'full', expected one key\n  write a "
        + "step of its own for each, with a '-' before it"),
    Mistake(
      Sample.step("setting: { microsoft-365-groups: maybe }"),
      "s.yaml:16:38: found 'maybe', expected one of 'on', 'off'"),
    Mistake(
      Sample.step("setting: microsoft-365-groups"),
      "s.yaml:16:14: found 'microsoft-365-groups', expected a mapping"),
    Mistake(
      Sample.step("integration: remove"),
      "s.yaml:16:18: found 'remove', expected one of 'added', 'removed'\n  did you mean "
        + "'removed'?"),
    Mistake(
      Sample.step("prerequisites: { client-secret: gone }"),
      "s.yaml:16:37: found 'gone', expected one of 'given', 'missing'"),
    Mistake(
      Sample.step("prerequisites: { secret: missing }"),
      "s.yaml:16:22: found unknown key 'secret', expected one of 'client-id', "
        + "'client-secret', 'tenant-id', 'administrator-rights'"),
    Mistake(
      Sample.step("reset: all"),
      "s.yaml:16:12: found 'all', expected 'sync'"),
    Mistake(
      Sample.step("repair: all"),
      "s.yaml:16:13: found 'all', expected 'faults'"),
    Mistake(
      Sample.step("search: { name-begins-with: A }"),
      "s.yaml:16:15: found unknown key 'name-begins-with', expected 'name-starts-with'"),
    Mistake(
      Sample.step("link: { local: Collection1 }"),
      "s.yaml:16:11: found a mapping without 'directory', expected the key 'directory'"),
    Mistake(
      Sample.step("link: { local: Group1, directory: Group1 }"),
      "s.yaml:16:20: found 'Group1', expected a group that the local side has\n  'Group1' "
        + "is a group of the directory"),
    Mistake(
      Sample.step("link: { local: Collection1, directory: [Group1, Group1] }"),
      "s.yaml:16:53: found 'Group1' a second time, expected each name once in a list\n"
        + "  the first one stands at 16:45"),
    Mistake(
      Sample.step("link: { local: Collection1, directory: [] }"),
      "s.yaml:16:44: found an empty list, expected a name"),
    Mistake(
      Sample.step("unlink: { local: Collection1 }"),
      "s.yaml:16:13: found a mapping without 'directory', expected the key 'directory'"),
    Mistake(
      Sample.step("unlink: { local: Collection1, directory: Collection1 }"),
      "s.yaml:16:46: found 'Collection1', expected a group that the directory has\n"
        + "  'Collection1' is a group of the local side"),
    Mistake(
      Sample.step("unlink: { from: Group1, local: Collection1 }"),
      "s.yaml:16:15: found unknown key 'from', expected one of 'local', 'directory'"),
    Mistake(
      Sample.step("unlink: Group1"),
      "s.yaml:16:13: found 'Group1', expected a group that the local side has\n  'Group1' "
        + "is a group of the directory"),
    Mistake(
      Sample.step("local: { ad: DeviceB, to: Collection1 }"),
      "s.yaml:16:14: found unknown key 'ad', expected one of 'add', 'remove', 'create', "
        + "'rename', 'set', 'delete', 'purge', 'restore'\n  did you mean 'add'?"),
    Mistake(
      Sample.step("local: {}"),
      "s.yaml:16:12: found an empty mapping, expected a change"),
    Mistake(
      Sample.step("local: { add: DeviceB }"),
      "s.yaml:16:12: found a mapping without 'to', expected the key 'to'"),
    Mistake(
      Sample.step("local: { add: DeviceB, from: Collection1 }"),
      "s.yaml:16:28: found unknown key 'from', expected one of 'add', 'to', 'owner'"),
    Mistake(
      Sample.step("local: { remove: DeviceB, to: Collection1 }"),
      "s.yaml:16:31: found unknown key 'to', expected one of 'remove', 'from', 'owner'"),
    Mistake(
      Sample.step("local: { add: DeviceC, to: Collection1 }"),
      "s.yaml:16:19: found 'DeviceC', expected an object that the local side has\n  did you "
        + "mean 'DeviceA'?"),
    Mistake(
      Sample.step("local: { add: DeviceB, to: DeviceA }"),
      "s.yaml:16:32: found the device 'DeviceA', expected a group"),
    Mistake(
      Sample.step("directory: { add: Ben, to: Group1, owner: maybe }"),
      "s.yaml:16:47: found 'maybe', expected one of 'yes', 'no', 'true', 'false'"),
    Mistake(
      Sample.step("directory: { create: { user: Ada } }"),
      "s.yaml:16:34: found 'Ada' a second time, expected each name once in the directory\n  "
        + "the first one stands at 7:14; for two objects of one name write another word here "
        + "and 'name: Ada' under it"),
    Mistake(
      Sample.step("directory: { create: { usr: Eve } }"),
      "s.yaml:16:28: found unknown key 'usr', expected one of 'users', 'devices', 'groups', "
        + "'service-principals', 'contacts', 'user', 'device', 'group', 'service-principal', "
        + "'contact'\n  did you mean 'user'?"),
    Mistake(
      Sample.step("directory: { create: {} }"),
      "s.yaml:16:26: found nothing to create, expected an object"),
    Mistake(
      Sample.step("directory: { create: { group: { Group3: [Eve] } } }"),
      "s.yaml:16:46: found 'Eve', expected an object that the directory has\n  list it "
        + "under 'given: directory'"),
    Mistake(
      Sample.step("directory: { rename: Group1 }"),
      "s.yaml:16:16: found a mapping without 'to', expected the key 'to'"),
    Mistake(
      Sample.step("directory: { rename: Group1, to: Group2 }"),
      "s.yaml:16:38: found 'Group2' a second time, expected each name once in the "
        + "directory\n  the first one stands at 9:39; for two objects of one name write another "
        + "word here and 'name: Group2' under it"),
    Mistake(
      Sample.step("directory: { rename: Group3, to: Group4 }"),
      "s.yaml:16:26: found 'Group3', expected an object that the directory has\n  did you "
        + "mean 'Group1'?"),
    Mistake(
      Sample.step("directory: { set: Ada }"),
      "s.yaml:16:18: found 'set' alone, expected a property beside it\n  as in '{ set: Ada, "
        + "department: Finance }'"),
    Mistake(
      Sample.step("directory: { set: Ada, departement: Sales }"),
      "s.yaml:16:28: found unknown key 'departement', expected one of 'id', 'name', "
        + "'user-name', 'mail', 'enabled', 'guest', 'deleted', 'on-premises', 'mail-nickname', "
        + "'other-mail', 'given-name', 'surname', 'department', 'job-title', 'mobile-phone', "
        + "'phone', 'city', 'company-name', 'employee-id', \(Sample.ruled)\n  did you mean 'department'?"
    ),
    Mistake(
      Sample.step("directory: { set: Ada, id: 11111111-2222-3333-4444-555555555555 }"),
      "s.yaml:16:28: found 'id', expected another property\n  an identifier never changes"),
    Mistake(
      Sample.step("directory: { set: Group1, guest: yes }"),
      "s.yaml:16:31: found unknown key 'guest', expected one of 'id', 'name', 'kind', "
        + "'dynamic', 'rule', 'rule-paused', 'on-premises', 'role-assignable', "
        + "'hidden-membership', 'deleted', 'description', 'mail', 'mail-nickname'"),
    Mistake(
      Sample.step("directory: { delete: Eve }"),
      "s.yaml:16:26: found 'Eve', expected an object that the directory has\n  list it "
        + "under 'given: directory'"),
    Mistake(
      Sample.step("directory: { delete: Ada, to: Group1 }"),
      "s.yaml:16:31: found unknown key 'to', expected 'delete'"),
    Mistake(
      Sample.step("directory: { restore: Eve }"),
      "s.yaml:16:27: found 'Eve', expected an object that the directory has\n  list it "
        + "under 'given: directory'"),
    Mistake(
      Sample.step("setting: {}"),
      "s.yaml:16:14: found an empty mapping, expected a setting"),
    Mistake(
      Sample.step("prerequisites: {}"),
      "s.yaml:16:20: found an empty mapping, expected a prerequisite"),
    Mistake(
      Sample.step("local: []"),
      "s.yaml:16:12: found an empty list, expected a change"),
    Mistake(
      Sample.step("directory: []"),
      "s.yaml:16:16: found an empty list, expected a change"),
    Mistake(
      Sample.step("[ { local: x } ]"),
      "s.yaml:16:5: found a list, expected a mapping"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in a step is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
