import DirectoryModel
import SyncSemantics
import YAMLText

/// One scenario while it is carried out.
struct ScenarioRun {
  let scenario: Scenario
  let engine: Engine
  private(set) var maker: ScenarioWorld
  var names: ScenarioNames
  var world: World
  var timeline = Timeline()
  var failures: [ScenarioFailure] = []
  /// Where things stood at the expectation before.
  var mark = Mark()
  /// What the step before was refused with.
  var refusals: [String] = []
  /// What the step before found to be so already, and where it says it.
  private(set) var idle: [(place: YAMLPlace, why: String)] = []
  /// Whether the step before has changed anything, where it may find things to be so already.
  private(set) var hasChanged = false
  /// The state of which a statement about a document was made last.
  var documentedState: DocumentedState?
  /// The tenant groups that the last search found.
  var found: [ObjectIndex] = []
  let findings: FindingsOfState?
  private let linksOfSides: [Link]
  /// Whether expectations are looked at; whoever wants nothing but the timeline need not.
  var looks = true
  /// How far copies lag behind, where an expectation asks for it.
  private(set) var exposures: ExposureLedger?

  /// The rules of an audit that find something in a state, each once, sorted.
  typealias FindingsOfState = @Sendable (World, Policy) -> [String]

  /// How far logs had come.
  struct Mark {
    var entries = 0
    var runs = 0
    var activity = 0
    var calls = 0
  }

  /// Makes what is given; nothing has happened yet.
  ///
  /// - Throws: an error at the place of a name or an identifier that means nothing.
  @inline(never)  // Inlined, what it makes is copied once more.
  static func make(
    _ scenario: Scenario, policy: Policy, sides: ScenarioSides, findings: FindingsOfState?
  ) throws(YAMLError) -> ScenarioRun {
    // Made before they become part of the run: of a run that may fail all would be copied.
    var maker = ScenarioWorld(policy: policy, tenant: sides.tenant, local: sides.local)
    var world = maker.world(beforeStartOf: scenario)
    try maker.build(scenario, in: &world)
    return ScenarioRun(
      scenario, engine: Engine(policy: policy, product: sides.product), maker: consume maker,
      world: consume world, links: sides.links, findings: findings)
  }

  private init(
    _ scenario: Scenario, engine: Engine, maker: consuming ScenarioWorld,
    world: consuming World, links: [Link], findings: FindingsOfState?
  ) {
    (self.scenario, self.engine, self.findings) = (scenario, engine, findings)
    linksOfSides = links
    exposures = scenario.boundsExposure ? ExposureLedger(engine.policy) : nil
    names = maker.names
    self.maker = maker
    self.world = world
  }

  /// What begins a story: the schedule, and the links.
  private mutating func begin() throws(YAMLError) {
    engine.prepare(&world, &timeline)
    for link in scenario.given.links { try state(link) }
    for link in linksOfSides { state(link) }
    mark = currentMark
  }

  var currentMark: Mark {
    Mark(
      entries: timeline.entries.count, runs: world.runs.count, activity: world.activity.count,
      calls: world.session.callCount)
  }

  /// Carries out every step.
  mutating func perform() throws(YAMLError) {
    try begin()
    for (index, step) in scenario.steps.enumerated() {
      if case .expect(let clauses) = step.action {
        if looks { check(clauses, after: index) }
        mark = currentMark
        (refusals, idle) = ([], [])
      } else {
        let start = timeline.entries.count
        if !isContinued(index) {
          if looks { complain(before: index) }
          (refusals, idle, hasChanged) = ([], [], false)
        }
        try perform(step)
        collectRefusals(from: start, step)
      }
    }
  }

  /// Whether a step stands in the same entry as the one before: an entry that names several groups
  /// or settings is one step to whoever expects something of it.
  private func isContinued(_ index: Int) -> Bool {
    index > 0 && scenario.steps[index - 1].place == scenario.steps[index].place
  }

  private mutating func check(_ clauses: [Clause], after index: Int) {
    var (isRefusalStated, isIdlenessStated) = (false, false)
    for clause in clauses {
      switch clause.what {
      case .refused: isRefusalStated = true
      case .unchanged: isIdlenessStated = true
      default: continue
      }
    }
    if !isRefusalStated { complainOfRefusal(before: index) }
    if !isIdlenessStated { complainOfIdleness() }
    for clause in clauses { check(clause) }
  }

  private mutating func collectRefusals(from start: Int, _ step: Step) {
    for place in start..<timeline.entries.count where timeline.entries[place].kind == .refused {
      refusals.append(timeline.text(of: timeline.entries[place]))
    }
    switch step.action {
    // Runs that are not possible while time goes by stand in the timeline; nobody asked for them.
    case .wait, .until: mayPassUnnoticed = true
    default: mayPassUnnoticed = false
    }
  }

  /// Whether nobody need say that the last step was refused.
  private var mayPassUnnoticed = false

  private mutating func complain(before index: Int) {
    complainOfRefusal(before: index)
    complainOfIdleness()
  }

  /// A step that changes nothing tells its author that things are not as they think.
  private mutating func complainOfIdleness() {
    if idle.isEmpty { return }
    failures += idle.map { place, why in
      ScenarioFailure(
        place: place, value: place, subject: "what the step changed", expected: ["something"],
        found: .unwritable("nothing: \(why)"))
    }
    idle = []
  }

  private mutating func complainOfRefusal(before index: Int) {
    guard let refusal = refusals.first, !mayPassUnnoticed, index > 0 else { return }
    let place = scenario.steps[index - 1].place
    failures.append(
      ScenarioFailure(
        place: place, value: place, subject: "what the step was answered", expected: ["done"],
        found: .unwritable("refused: \(refusal)")))
    refusals = []
  }
}

// Steps.
extension ScenarioRun {
  private mutating func perform(_ step: Step) throws(YAMLError) {
    switch step.action {
    case .administer(let verb, let name):
      guard let action = LinkAction(rawValue: verb.rawValue) else { return }
      send(.link(action, localGroup: try group(name, .local)))
    case .setting(let setting, let isOn):
      let isOff = setting.kinds.allSatisfy(world.session.switchedOff.contains)
      note(isOff != isOn ? "'\(setting.rawValue)' is \(isOn ? "on" : "off") already" : nil, step)
      send(.setting(setting.kinds, isOn: isOn))
    case .integration(let isThere):
      let state = isThere ? "there" : "removed"
      note(
        world.session.hasIntegration == isThere ? "the integration is \(state) already" : nil, step)
      send(.integration(isThere: isThere))
    case .prerequisite(let what, let isThere):
      let isMissing = world.session.missingPrerequisites.contains(what.rawValue)
      let state = isThere ? "there" : "missing"
      note(isMissing != isThere ? "'\(what.rawValue)' is \(state) already" : nil, step)
      send(.prerequisite(what.rawValue, isMet: isThere))
    case .resetSync:
      note(engine.remembers(world) ? nil : "the sync remembers nothing", step)
      send(.reset)
    case .change(let changes): for change in changes { try perform(change) }
    case .link(let link):
      let count = timeline.entries.count
      try state(link)
      note(
        timeline.entries.count == count, at: link.directory.place,
        "'\(link.local.text)' is linked to '\(link.directory.text)' already")
    case .unlink(let name, let groups): try unlink(name, groups)
    case .wait(let seconds): send(.advance(to: world.now + seconds))
    case .until(let seconds): send(.advance(to: Instant(seconds: seconds)))
    case .sync(let reach, let groups): try sync(reach, groups)
    case .fault(let fault): send(.fault(try self.fault(fault)))
    case .repairFaults:
      note(world.faults.isEmpty ? "no fault is left" : nil, step)
      send(.repair)
    case .search(let text): search(text)
    case .expect: break
    }
  }

  mutating func send(_ event: Event) {
    engine.step(&world, event, &timeline)
    if looks { exposures?.observe(world, timeline) }
  }

  /// Sends a change by hand, and notes where things are so already.
  mutating func send(
    _ side: Side, _ change: HandChange, at place: YAMLPlace, _ why: @autoclosure () -> String
  ) {
    let count = timeline.entries.count
    send(.hand(side, change))
    note(timeline.entries.count == count, at: place, why())
  }

  /// Notes whether something was so already before it was asked for.
  mutating func note(_ isSo: Bool, at place: YAMLPlace, _ why: @autoclosure () -> String) {
    if isSo {
      if looks { idle.append((place, why())) }
    } else {
      hasChanged = true
    }
  }

  private mutating func note(_ why: String?, _ step: Step) {
    note(why != nil, at: step.place, why ?? "")
  }

  private mutating func state(_ link: GivenLink) throws(YAMLError) {
    let tenantGroup = try group(link.directory, .tenant)
    let localGroup = try group(link.local, .local)
    send(.state(tenantGroup: tenantGroup, localGroup: localGroup, link.direction))
  }

  private mutating func unlink(
    _ name: ScenarioName, _ groups: [ScenarioName]
  ) throws(YAMLError) {
    let localGroup = try group(name, .local)
    guard !groups.isEmpty else {
      return send(.unlink(localGroup: localGroup, tenantGroup: nil))
    }
    for group in groups {
      let tenantGroup = try self.group(group, .tenant)
      send(.unlink(localGroup: localGroup, tenantGroup: tenantGroup))
    }
  }

  /// Takes up a link that a database states, where both of its groups are there.
  private mutating func state(_ link: Link) {
    guard case .key(let key) = link.localGroup, let tenantGroup = tenantGroup(of: link) else {
      return
    }
    let local = world.local
    let localGroup = local.live(.group).first {
      local.keyText(of: $0).hasBytes(of: key)
    }
    guard let localGroup else { return }
    send(.state(tenantGroup: tenantGroup, localGroup: localGroup, link.direction))
  }

  private func tenantGroup(of link: Link) -> ObjectIndex? {
    let tenant = world.tenant
    switch link.tenantGroup {
    case .objectID(let guid): return tenant.find(guid)
    case .key(let text), .name(let text):
      return tenant.live(.group).first {
        tenant.string(.displayName, of: $0).hasBytes(of: text)
      }
    }
  }

  private mutating func sync(_ reach: RunReach, _ groups: [ScenarioName]) throws(YAMLError) {
    let kind: RunKind = reach == .full ? .full : .incremental
    guard !groups.isEmpty else { return send(.run(kind, localGroup: nil)) }
    for name in groups { send(.run(kind, localGroup: try group(name, .local))) }
  }

  /// Groups whose name begins so; an empty text lists all, also those that cannot be chosen.
  private mutating func search(_ text: String) {
    let wanted = Array(text.utf8)
    found = world.tenant.live(.group).filter {
      world.tenant.string(.displayName, of: $0).utf8.starts(with: wanted)
    }
  }

  func object(_ name: ScenarioName, _ side: Side) throws(YAMLError) -> ObjectIndex {
    guard let object = names.find(name, on: side, in: world) else {
      let label = side == .tenant ? "the directory" : "the local side"
      throw name.place.error(
        found: "'\(name.text)'", expected: "a name that means one object of \(label)",
        hint: names.choice(name, on: side, in: world))
    }
    return object
  }

  func group(_ name: ScenarioName, _ side: Side) throws(YAMLError) -> ObjectIndex {
    let object = try object(name, side)
    guard world.isGroup(object, on: side) else {
      throw name.place.error(
        found: "the \(world[side].kinds[Int(object)].label) '\(name.text)'", expected: "a group")
    }
    return object
  }
}
