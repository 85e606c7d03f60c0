import Storage

/// The kinds of documents that a workspace stores besides its layers.
public enum DocumentKind: String, Sendable, CaseIterable {
  /// The report of an import, by the name of the layer.
  case importReport = "import"
  /// The findings of the checks, by epoch.
  case check
  /// The areas by class of a flow, by the key of the flow.
  case flow
  /// The verdicts on a plan, by plan.
  case verdicts
  /// The record of an evaluation's inputs, by its id.
  case evaluation
  /// The facts of evaluations, by hash.
  case facts
  /// The rule books of evaluations, by hash.
  case ruleBook = "rulebook"
  /// A jurist's confirmation, by rule.
  case confirmation
  /// The texts that confirmations rest on, by hash.
  case ruleText = "rule-text"
  /// The files that belong to deeds, by hash.
  case attachment
  /// The fund plans, by name.
  case fund
  /// The plans of sharing, by name.
  case sharing
  /// The measures of a plan when its drawing began or was saved, by hash.
  case drawingBasis = "drawing-basis"
  /// The records of the potential library, by hash.
  case potential
  /// The alarms of monitoring that became problems, by plan.
  case alarms
  /// The measures that an acceptance sent to remediation, by plan.
  case rectification
  /// What an increment is of: epochs, stamps, fields.
  case increment
  /// A registered image, by name.
  case image
  /// A control line that comes from elsewhere, by role.
  case lineSubscription = "line-subscription"
  /// The position in the log up to which somebody has seen their news, by person.
  case noticesSeen = "notices-seen"
  /// The jobs of the server, by id.
  case job
}

extension Workspace {
  public func document(_ kind: DocumentKind, key: String) throws -> [UInt8]? {
    try document(kind: kind.rawValue, key: key)
  }

  /// The keys of all documents of a kind.
  public func documents(_ kind: DocumentKind) throws -> [(key: String, createdAt: String)] {
    try documents(kind: kind.rawValue)
  }
}

extension WorkspaceReader {
  public func document(_ kind: DocumentKind, key: String) throws -> [UInt8]? {
    try document(kind: kind.rawValue, key: key)
  }

  /// All versions of a document, oldest first.
  public func versions(
    _ kind: DocumentKind, key: String
  ) throws -> [(createdAt: String, body: [UInt8])] {
    try versions(kind: kind.rawValue, key: key)
  }
}

extension WorkspaceWriter {
  public func putDocument(_ kind: DocumentKind, key: String, body: [UInt8]) throws {
    try putDocument(kind: kind.rawValue, key: key, body: body)
  }
}
