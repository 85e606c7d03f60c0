import EventLog
import Geometry
import Groundwork

/// The proof of a whole book (台账校验), from its entries alone.
///
/// It adds up on its own, without the law that let the entries in: what is there is never below zero at
/// any moment, of every lot all lines add up to zero, days do not run backwards, nothing is used before
/// it was entered or after it expired, every unit stands on ground that is large enough, and one overlay
/// of all ground finds none that backs twice.
public struct QuotaProof: Hashable, Sendable, Codable {
  public struct Finding: Hashable, Sendable, Codable {
    public var code: String
    public var message: Localized
    /// The number of the entry, where one is to blame.
    public var entry: Int?
    public var lot: String?
    /// The piece of ground, where one is to blame.
    public var piece: String?
    /// The ground that is missing, as ``GroundPiece/polygons``.
    public var polygons: [[[Int64]]]?

    public var ground: MultiPolygon? { polygons.map { GroundPiece.geometry(of: $0) } }
  }

  /// What became of the units of a kind.
  public struct Totals: Hashable, Sendable, Codable {
    public var kind: String
    public var generated = QuotaAmounts.zero
    public var pending = QuotaAmounts.zero
    public var stock = QuotaAmounts.zero
    public var used = QuotaAmounts.zero
    public var settled = QuotaAmounts.zero
    public var deducted = QuotaAmounts.zero
    public var void = QuotaAmounts.zero
    public var expired = QuotaAmounts.zero
    public var owed = QuotaAmounts.zero
    /// What settled a debt of a lot of this kind, above zero.
    public var covered = QuotaAmounts.zero
    public var pieces = 0
    public var ground = Area.zero

    /// generated + owed + covered = pending + stock + used + settled + deducted + void + expired.
    public var addsUp: Bool {
      let came = generated + owed + covered
      let went = [pending, stock, used, settled, deducted, void, expired].total()
      return came == went
    }
  }

  public var entries: Int
  public var digest: String
  public var totals: [Totals]
  public var findings: [Finding]
  /// Opening balances below zero, which are shown and not proved.
  public var belowZero: [QuotaLine]
  /// How the ground was held against the layers; `nil` where there is only the book.
  public var ground: GroundReview.Extent?
  /// What other systems did before opening balances, held against these; `nil` where there is none.
  public var histories: [QuotaHistoryCheck]?

  public var holds: Bool { findings.isEmpty }

  /// - Throws: ``Groundwork/Cancelled``; `EncodingError` never for a book that was read.
  public init(_ book: QuotaExport, job: Job = Job()) throws {
    var audit = QuotaAudit(book)
    for posted in book.entries {
      try job.cancellation.check()
      audit.read(posted)
    }
    try audit.finish(job)
    entries = book.entries.count
    digest = try book.digest()
    totals = audit.totals()
    for total in totals where !total.addsUp {
      audit.blame(
        "total", zh: "种类 \(total.kind) 的来源与去向不相等。",
        en: "the amount of the kind \(total.kind) received differs from the amount given.")
    }
    findings = audit.findings
    belowZero = audit.belowZero()
    let checks = audit.historyChecks()
    histories = checks.isEmpty ? nil : checks
  }

  /// Adds what the layers say about the ground: each piece that they no longer bear out is a finding.
  public mutating func add(_ review: GroundReview) {
    ground = review.extent
    findings += review.differences.prefix(QuotaAudit.findingLimit).map(\.finding)
  }
}

/// What somebody else can check from the exported book alone: the same proof comes out again.
public struct QuotaCertificate: Hashable, Sendable, Codable {
  public static let format = "zhitu.quota-certificate/1"

  public var format = QuotaCertificate.format
  public var title: String
  public var entries: Int
  public var digest: String
  public var totals: [QuotaProof.Totals]
  public var belowZero: [QuotaLine]

  /// - Throws: Diagnostic `quota.proof` for a book that does not hold.
  public init(_ proof: QuotaProof, title: String) throws {
    guard let first = proof.findings.first else {
      self.title = title
      entries = proof.entries
      digest = proof.digest
      totals = proof.totals
      belowZero = proof.belowZero
      return
    }
    throw Diagnostic(
      code: "quota.proof",
      Localized(
        zh: "台账有 \(proof.findings.count) 处不成立，不出具证明。首处：\(first.message.zh)",
        en: "the book has \(proof.findings.count) faults, so no certificate is issued. The first: "
          + first.message.en))
  }

  /// Proves a book anew and compares.
  /// - Throws: Diagnostics `quota.proof`, `quota.certificate`.
  public func check(_ book: QuotaExport, job: Job = Job()) throws {
    try QuotaCertificateReview(self, of: book, job: job).demand()
  }
}
