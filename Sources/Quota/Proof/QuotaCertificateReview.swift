import Groundwork

/// A certificate held against a book that is proven anew (指标证明核对).
public struct QuotaCertificateReview: Sendable {
  /// Something that the certificate says otherwise.
  public struct Difference: Hashable, Sendable, Codable {
    public var what: Localized
    public var claimed: String
    public var proven: String
  }

  public let certificate: QuotaCertificate
  public let proof: QuotaProof
  public let differences: [Difference]
  private let title: String

  /// The book holds, and the certificate says of it what its proof says.
  public var holds: Bool { proof.holds && differences.isEmpty }

  /// - Throws: ``Groundwork/Cancelled``.
  public init(
    _ certificate: QuotaCertificate, of book: QuotaExport, job: Job = Job()
  ) throws {
    self.certificate = certificate
    proof = try QuotaProof(book, job: job)
    differences = QuotaCertificateReview.compare(certificate, proof, title: book.title)
    title = book.title
  }

  /// Refuses a certificate that does not hold.
  /// - Throws: Diagnostics `quota.proof`, `quota.certificate`.
  public func demand() throws {
    _ = try QuotaCertificate(proof, title: title)
    guard differences.isEmpty else {
      throw Diagnostic(
        code: "quota.certificate",
        Localized(
          zh: "证明与台账不符（台账摘要 \(proof.digest)，证明 \(certificate.digest)）。",
          en: "the certificate is not of this book (book \(proof.digest), certificate "
            + "\(certificate.digest))."))
    }
  }

  private static func compare(
    _ claim: QuotaCertificate, _ proof: QuotaProof, title: String
  ) -> [Difference] {
    var found: [Difference] = []
    func compare(_ zh: String, _ en: String, _ claimed: String, _ proven: String) {
      guard claimed != proven else { return }
      found.append(
        Difference(what: Localized(zh: zh, en: en), claimed: claimed, proven: proven))
    }
    compare("格式", "format", claim.format, QuotaCertificate.format)
    compare("台账名称", "title of the book", claim.title, title)
    compare("笔数", "number of entries", String(claim.entries), String(proof.entries))
    compare("台账摘要", "digest of the book", claim.digest, proof.digest)
    let claimed = Dictionary(claim.totals.map { ($0.kind, $0) }) { first, _ in first }
    let proven = Dictionary(proof.totals.map { ($0.kind, $0) }) { first, _ in first }
    for kind in Set(claimed.keys).union(proven.keys).sorted() {
      guard let one = claimed[kind], let other = proven[kind] else {
        compare(
          "指标“\(kind)”", "kind ‘\(kind)’", claimed[kind] == nil ? "—" : kind,
          proven[kind] == nil ? "—" : kind)
        continue
      }
      for (name, path) in amounts {
        compare(
          "指标“\(kind)”的\(name.zh)", "\(name.en) of the kind ‘\(kind)’",
          one[keyPath: path].description, other[keyPath: path].description)
      }
      compare(
        "指标“\(kind)”的地块", "ground of the kind ‘\(kind)’",
        "\(one.pieces) · \(one.ground.decimal) m²", "\(other.pieces) · \(other.ground.decimal) m²")
    }
    // A proof lists every kind once, in its own order.
    compare(
      "各指标的次序", "order of the kinds", claim.totals.map(\.kind).joined(separator: ", "),
      proof.totals.map(\.kind).joined(separator: ", "))
    if claim.belowZero != proof.belowZero {
      found.append(
        Difference(
          what: Localized(zh: "移入为负的账户", en: "accounts imported below zero"),
          claimed: lines(claim.belowZero), proven: lines(proof.belowZero)))
    }
    return found
  }

  private static func lines(_ lines: [QuotaLine]) -> String {
    let texts = lines.prefix(5).map {
      "\($0.account.lot) \($0.account.holder) \($0.amounts.description)"
    }
    return lines.isEmpty ? "—" : "\(lines.count): " + texts.joined(separator: "; ")
  }

  private static var amounts: [(Localized, KeyPath<QuotaProof.Totals, QuotaAmounts>)] {
    [
      (Localized(zh: "生成", en: "amount generated"), \.generated),
      (Localized(zh: "待入库", en: "amount pending"), \.pending),
      (Localized(zh: "库存", en: "stock"), \.stock),
      (Localized(zh: "使用", en: "amount used"), \.used),
      (Localized(zh: "已核销", en: "amount settled"), \.settled),
      (Localized(zh: "核减", en: "amount deducted"), \.deducted),
      (Localized(zh: "作废", en: "void amount"), \.void),
      (Localized(zh: "过期", en: "expired amount"), \.expired),
      (Localized(zh: "应补", en: "amount owed"), \.owed),
      (Localized(zh: "已补", en: "amount covered"), \.covered),
    ]
  }
}
