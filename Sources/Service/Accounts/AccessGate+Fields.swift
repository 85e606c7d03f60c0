import Access
import Groundwork
import Records
import Storage
import Survey
import Workbench

/// The fields of a layer that somebody may see, and the names of those that they may not.
struct VisibleFields {
  /// In the order of the table.
  var columns: [Column]
  /// The places of these columns in the table.
  var places: [Int]
  /// The names of the fields that are left out, in the order of the table.
  var withheld: [String]

  init(_ columns: [Column], without hidden: Set<String>) {
    places = columns.indices.filter { !hidden.contains(columns[$0].name.lowercased()) }
    self.columns = places.map { columns[$0] }
    withheld = columns.map(\.name).filter { hidden.contains($0.lowercased()) }
  }

  /// The header field by which an answer says what it leaves out: names, percent-encoded.
  static let header = "Zhitu-Withheld"

  var header: String? {
    withheld.isEmpty ? nil : withheld.map(OgcLink.part).joined(separator: ",")
  }
}

extension AccessGate {
  /// The fields of a layer, in small letters, of which the law refuses somebody an act: the layer itself
  /// they may see. Complexity: O(marked fields × rights of the person).
  func hiddenFields(
    of layer: String, for action: Action, _ actor: Actor, _ state: WorkspaceState
  ) throws -> Set<String> {
    guard actor != .local, let marked = try levels(state).fields[layer] else { return [] }
    let (law, area, now) = (try law(state), try area(state), WallClock.now())
    return Set(
      marked.filter { _, level in
        let object = AccessObject(.layer, layer, area: area, level: level)
        return law.may(actor.caller.subject, action, object, at: now).outcome == .refused
      }.keys)
  }
}

extension EndpointCall {
  /// Whether whoever asks may see what is worked out from one layer alone: the layer itself, and what the
  /// program says of its features.
  func mayUse(_ layer: String) throws -> Bool {
    guard try mayRead(layer) else { return false }
    return try service.gate.hiddenFields(of: layer, for: .read, actor, state)
      .allSatisfy { !$0.hasPrefix(OwnField.prefix) }
  }

  /// The same as ``fields(of:)`` where a field of the layer has a level of its own; else `nil`, without
  /// asking the workspace.
  func markedFields(of layer: String) throws -> VisibleFields? {
    guard actor != .local, try service.gate.levels(state).fields[layer] != nil else { return nil }
    return try fields(of: layer)
  }

  /// The fields of a layer that whoever asks may see. That fields of a level above their layer's are
  /// shown is noted in the audit.
  func fields(of layer: String) throws -> VisibleFields {
    let gate = service.gate
    let hidden = try gate.hiddenFields(of: layer, for: .read, actor, state)
    let fields = VisibleFields(try workspace.columns(of: layer), without: hidden)
    let marked = try gate.levels(state).fields[layer] ?? [:]
    let shown = fields.columns.map { $0.name.lowercased() }.filter { marked[$0] != nil }
    if gate.profile != nil, let person = actor.caller.person, !shown.isEmpty {
      let level = shown.compactMap { marked[$0] }.max() ?? .general
      let object = AccessObject(.layer, layer, area: try gate.area(state), level: level)
      let law = try gate.law(state)
      let decision = law.may(.person(person), .read, object, at: WallClock.now())
      let name = "layer/\(layer):\(shown.joined(separator: ","))"
      gate.note(
        .read(object: name, level: level, address: actor.caller.address),
        by: Authority(law: law, subject: .person(person)).actor(by: decision),
        once: "read \(actor.key) \(name)", for: 3600)
    }
    return fields
  }
}

extension Answer {
  /// The same, saying which fields are left out.
  func saying(_ fields: VisibleFields?) -> Answer {
    fields?.header.map { with(VisibleFields.header, $0) } ?? self
  }
}
