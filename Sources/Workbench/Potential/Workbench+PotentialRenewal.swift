import EventLog
import Governance
import Groundwork
import Programme
import Storage
import Survey

/// When the library of potential is out of date, and how it renews itself.
extension Workbench {
  /// Why the library is out of date: what changed in the workspace or the rules since the last survey. Empty:
  /// it is up to date.
  public func potentialStaleness(_ record: PotentialRecord) throws -> [Localized] {
    var reasons: [Localized] = []
    if let last = try epochs().last, last > record.epoch {
      reasons.append(
        Localized(zh: "有更新的调查年度 \(last)", en: "there is a later epoch \(last)"))
    }
    if let change = Workbench.changedRules(record) { reasons.append(change) }
    // A survey without issued polygons names no such layer.
    if record.guides == nil, try workspace.layer(role: .guide) != nil {
      let title = ImportRole.guide.title
      reasons.append(
        Localized(zh: "图层“\(title.zh)”已补上", en: "the layer ‘\(title.en)’ was added"))
    }
    for layer in record.layers {
      let now =
        layer.role == LayerRole.survey.rawValue
        ? try workspace.layer(role: .survey, epoch: record.epoch)
        : try workspace.layer(role: LayerRole(layer.role))
      let isSame =
        now?.name == layer.name && now?.provenance?.sha256 == layer.sha256
        && (now?.featureCount ?? 0) == layer.features
      if !isSame {
        reasons.append(
          Localized(
            zh: "图层“\(layer.title.zh)”已\(now == nil ? "去掉" : layer.name == nil ? "补上" : "更换")",
            en: "the layer ‘\(layer.title.en)’ was "
              + (now == nil ? "removed" : layer.name == nil ? "added" : "replaced")))
      }
    }
    return reasons
  }

  /// Which tasks of the rules are no longer those of the survey.
  private static func changedRules(_ record: PotentialRecord) -> Localized? {
    guard let place = record.rulesFrom else { return nil }
    let now: PotentialRules
    do {
      now = try PotentialRules.read(place.isEmpty ? nil : place)
    } catch {
      return Localized(
        zh: "规则 \(place) 读不到，是否改变无法判断",
        en: "the rules \(place) cannot be read, so whether they changed is unknown")
    }
    guard now != record.rules else { return nil }
    let before = record.rules
    var titles: [Localized] = []
    for task in before.tasks + now.tasks
    where before.task(task.id) != now.task(task.id) && !titles.contains(task.title) {
      titles.append(task.title)
    }
    return Localized(
      zh: "规则已改变：\(titles.map(\.zh).joined(separator: "、"))",
      en: "the rules changed: \(titles.map(\.en).joined(separator: ", "))")
  }

  /// Renews the library where it is out of date, with the rules and the register of the last survey, as
  /// the timer of a server does, which needs no right. Writes nothing while it is up to date, and makes
  /// no first survey.
  ///
  /// - Returns: Why it was renewed; empty where it was not.
  /// - Throws: as ``surveyPotential(_:by:_:)``.
  public func renewPotential(at time: Timestamp) throws -> [Localized] {
    guard try hasPotentialLibrary() else { return [] }
    let record = try potentialLibrary().record
    let reasons = try potentialStaleness(record)
    guard !reasons.isEmpty else { return [] }
    var request = PotentialRequest()
    if let place = record.rulesFrom, !place.isEmpty {
      request = PotentialRequest(rules: try PotentialRules.read(place), rulesFrom: place)
    } else if record.rulesFrom == nil {
      // Nobody knows whose rules they were, so they stay.
      request = PotentialRequest(rules: record.rules)
    }
    let actor = Actor(
      person: "system:timer", name: "系统定时", role: ProcessDecider.timerRole,
      organisation: "system")
    try keepSurvey(request, by: DeedContext(actor: actor, time: time))
    return reasons
  }
}
