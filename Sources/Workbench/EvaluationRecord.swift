import Foundation
import Groundwork
import Planning
import Policy
import Records
import Storage
import Tiles

/// The inputs of an evaluation, stored permanently so that it can be repeated (复核存档,
/// `zhitu.replay/1`).
///
/// Documents of the workspace are never changed and never deleted. An evaluation is one of kind
/// `evaluation` under its id; its facts and its rule book are documents of kind `facts` and
/// `rulebook` under their hashes, each stored once, however often it is used. All are gzipped JSON.
public struct EvaluationRecord: Codable, Sendable {
  public static let schema = "zhitu.replay/1"

  public var schema = EvaluationRecord.schema
  /// The first 16 digits of ``verdictsSHA256``.
  public var id: String
  public var plan: String
  public var base: String
  public var engine: String
  public var date: String
  public var scope: String
  public var stage: String?
  public var packs: [Evaluation.Pack]
  public var factsSHA256: String
  public var bookSHA256: String
  public var origins: [FactOrigin]
  public var overrides: [OverrideRecord]
  /// The jurists' records that were passed in or stored; nil in older records.
  public var confirmations: [Confirmation]?
  /// The boxes of the witnesses, as `pieces/12`: geometry is not part of the facts.
  public var boxes: [String: [Double]]
  /// Of the evaluation's JSON.
  public var verdictsSHA256: String
  public var passed: Int
  public var failed: Int
  public var undecidable: Int
  /// Nil in older records, which counted them as passed.
  public var notApplicable: Int?

  private enum CodingKeys: String, CodingKey {
    case schema, id, plan, base, engine, date, scope, stage, packs, origins, overrides, boxes
    case passed, failed, undecidable, confirmations
    case notApplicable = "not_applicable"
    case factsSHA256 = "facts_sha256"
    case bookSHA256 = "book_sha256"
    case verdictsSHA256 = "verdicts_sha256"
  }

  /// - Parameter body: the JSON form of the evaluation.
  init(_ verification: Verification, _ body: [UInt8]) {
    let evaluation = verification.evaluation
    verdictsSHA256 = Evaluation.sha256(of: body)
    id = EvaluationRecord.id(of: verdictsSHA256)
    plan = evaluation.plan
    base = evaluation.base
    engine = evaluation.engine
    date = evaluation.date
    scope = evaluation.scope
    stage = evaluation.stage
    packs = evaluation.packs
    factsSHA256 = evaluation.factsSHA256
    bookSHA256 = verification.book.sha256
    origins = verification.facts.facts.origins
    overrides = verification.overrides
    confirmations = verification.confirmations
    boxes = [:]
    for witness in evaluation.verdicts.flatMap(\.witnesses) {
      boxes["\(witness.collection)/\(witness.id)"] = witness.bounds
    }
    let count = evaluation.count()
    passed = count.passed
    failed = count.failed
    undecidable = count.undecidable
    notApplicable = count.notApplicable
  }

  static func id(of verdictsSHA256: String) -> String { String(verdictsSHA256.prefix(16)) }

  // MARK: Storing

  func keep(in writer: WorkspaceWriter, _ verification: Verification) throws {
    func put(_ kind: DocumentKind, _ key: String, _ body: () throws -> [UInt8]) throws {
      guard try writer.reader.document(kind, key: key) == nil else { return }
      try writer.putDocument(kind, key: key, body: try Gzip.compress(try body()))
    }
    try put(.evaluation, id) { try EvaluationRecord.encoded(self) }
    try put(.facts, factsSHA256) { try verification.facts.facts.json() }
    try put(.ruleBook, bookSHA256) { try EvaluationRecord.encoded(verification.book.files) }
  }

  private static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}

/// An evaluation repeated from its stored inputs.
public struct Replay: Sendable {
  public var record: EvaluationRecord
  public var evaluation: Evaluation
  /// Whether it is the same, byte for byte.
  public var isIdentical: Bool
}

extension Workbench {
  /// The stored evaluations, oldest first.
  public func evaluations() throws -> [(createdAt: String, record: EvaluationRecord)] {
    try workspace.documents(.evaluation)
      .map { document in
        (
          createdAt: document.createdAt,
          record: try kept(EvaluationRecord.self, .evaluation, document.key)
        )
      }
      .sorted { ($0.createdAt, $0.record.id) < ($1.createdAt, $1.record.id) }
  }

  /// The record of the current verdicts of a plan; nil if there are none.
  func lastEvaluation(of plan: String) throws -> EvaluationRecord? {
    guard let body = try workspace.document(.verdicts, key: plan) else { return nil }
    let id = EvaluationRecord.id(of: Evaluation.sha256(of: body))
    guard try workspace.document(.evaluation, key: id) != nil else { return nil }
    return try kept(EvaluationRecord.self, .evaluation, id)
  }

  /// Repeats the evaluation with an id, or with a prefix of one, from the stored facts and rules.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `replay.unknown`, `replay.damaged`.
  public func replay(_ id: String) throws -> Replay {
    let ids = try workspace.documents(.evaluation).map(\.key)
      .filter { $0.hasPrefix(id.lowercased()) }
    guard ids.count == 1, let key = ids.first, !id.isEmpty else {
      throw Diagnostic(
        code: "replay.unknown",
        ids.isEmpty
          ? Localized(zh: "没有存档“\(id)”。", en: "There is no stored evaluation ‘\(id)’.")
          : Localized(
            zh: "“\(id)”对应 \(ids.count) 份存档。", en: "\(ids.count) evaluations begin with ‘\(id)’."),
        remedy: Localized(
          zh: "zhitu verify --history 列出全部存档。", en: "zhitu verify --history lists them."),
        file: workspace.path)
    }
    let record = try kept(EvaluationRecord.self, .evaluation, key)
    let (book, facts, date) = try inputs(of: record)
    var evaluation = try RuleEngine.evaluate(
      book.packs, facts, on: date, scope: record.scope, stage: record.stage,
      overrides: record.overrides, confirmations: record.confirmations ?? [], job: job)
    evaluation.plan = record.plan
    evaluation.base = record.base
    for verdict in evaluation.verdicts.indices {
      for index in evaluation.verdicts[verdict].witnesses.indices {
        let witness = evaluation.verdicts[verdict].witnesses[index]
        evaluation.verdicts[verdict].witnesses[index].bounds =
          record.boxes["\(witness.collection)/\(witness.id)"]
      }
    }
    return Replay(
      record: record, evaluation: evaluation,
      isIdentical: try evaluation.sha256() == record.verdictsSHA256 && isKept(record))
  }

  /// Whether the stored verdicts still exist, byte for byte.
  private func isKept(_ record: EvaluationRecord) throws -> Bool {
    try workspace.read { try $0.versions(.verdicts, key: record.plan) }
      .contains { Evaluation.sha256(of: $0.body) == record.verdictsSHA256 }
  }

  /// The rules, the facts and the day of an evaluation.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `replay.damaged`.
  func inputs(
    of record: EvaluationRecord
  ) throws -> (book: RuleBook, facts: Facts, date: CalendarDate) {
    let (book, date) = try rules(of: record)
    var facts = try Facts(json: try kept(.facts, record.factsSHA256), catalogue: book.catalogue)
    facts.restore(origins: record.origins)
    guard facts.sha256() == record.factsSHA256 else { throw damaged(record.id) }
    return (book, facts, date)
  }

  /// The rules and the day of an evaluation.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `replay.damaged`.
  func rules(of record: EvaluationRecord) throws -> (book: RuleBook, date: CalendarDate) {
    let (book, _) = RuleBook.read(try kept([PolicyFile].self, .ruleBook, record.bookSHA256))
    guard let book, book.sha256 == record.bookSHA256, let date = CalendarDate(record.date) else {
      throw damaged(record.id)
    }
    return (book, date)
  }

  private func kept(_ kind: DocumentKind, _ key: String) throws -> [UInt8] {
    guard let body = try workspace.document(kind, key: key) else { throw damaged(key) }
    do {
      return try Gzip.decompress(body)
    } catch {
      throw damaged(key)
    }
  }

  private func kept<T: Decodable>(_ type: T.Type, _ kind: DocumentKind, _ key: String) throws -> T {
    let body = try kept(kind, key)
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw damaged(key)
    }
  }

  private func damaged(_ key: String) -> Diagnostic {
    Diagnostic(
      code: "replay.damaged",
      Localized(
        zh: "存档 \(key) 不完整或已损坏。", en: "The stored document \(key) is damaged or incomplete."),
      file: workspace.path)
  }
}

extension Workbench {
  /// A warning when the current verdicts of a plan rest on registers that a new verification does not
  /// have, so that its answer differs from theirs; nil otherwise.
  public func registersLeftOut(of verification: Verification) throws -> Diagnostic? {
    guard let last = try lastEvaluation(of: verification.evaluation.plan) else { return nil }
    let given = verification.facts.facts.origins.filter { $0.sha256 != nil }
    let known = Set(given.map(\.source)).union(given.compactMap(\.sha256))
    let lost = last.origins.filter { origin in
      guard let hash = origin.sha256 else { return false }
      return !known.contains(hash) && !known.contains(origin.source)
    }
    let files = Set(lost.map(\.source)).sorted().joined(separator: ", ")
    guard !files.isEmpty else { return nil }
    return Diagnostic(
      .warning, code: "verify.registers-left-out",
      Localized(
        zh: "上次核验用了登记文件 \(files)，本次没有，结论因此不同。",
        en: "The last verification used \(files); this one does not, so its answers differ."),
      remedy: Localized(
        zh: "用 --facts 给出同一登记文件。", en: "Give the same register with --facts."))
  }
}
