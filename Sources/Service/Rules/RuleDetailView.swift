import Groundwork
import Policy
import Workbench

/// One rule with all that is known of it.
struct RuleDetailView: Encodable {
  struct Part: Encodable {
    @Nullable var part: String?
    @Nullable var title: Localized?
    @Nullable var gap: Localized?
    @Nullable var applies: String?
    var formula: String
    var isReport: Bool
    @Nullable var comparator: String?
    @Nullable var threshold: Double?
    var unit: String
    @Nullable var breach: String?
    @Nullable var breachDate: String?
    var remedies: [Localized]
    /// Parts of other rules that set a threshold for the same thing.
    var conflicts: [String]
    @Nullable var binding: PartVerdict.Binding?
  }

  struct Version: Encodable {
    @Nullable var from: String?
    @Nullable var to: String?
    var place: String
    var sha256: String
    var isShown: Bool
  }

  struct Kept: Encodable {
    var record: Confirmation
    var keptAt: String
    /// Why it does not count on the day; `nil` when it does.
    @Nullable var refused: Localized?
    /// Whether a later record takes its place.
    var isReplaced: Bool
  }

  var rule: RuleSummaryView
  var sha256: String
  var evidence: Evidence
  @Nullable var note: Localized?
  @Nullable var override: Override?
  var parts: [Part]
  var facts: [FactNeed]
  var fields: [RuleField]
  var versions: [Version]
  var confirmations: [Kept]
  /// The rule whose order of purposes this one takes the place of.
  @Nullable var replaces: String?
  /// The rules whose orders take the place of this one's.
  var replacedBy: [String]

  /// - Parameter history: the confirmations that were stored, the last first.
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`.
  init(
    _ id: String, _ standing: RuleStanding, history: [(keptAt: String, record: Confirmation)]
  ) throws {
    let versions = standing.book.rules.filter { $0.id == id }
    let inForce = versions.first { standing.reasonToSkip($0) == nil }
    guard let shown = inForce ?? versions.last else { throw standing.book.unknown(id) }
    rule = RuleSummaryView(shown, standing)
    sha256 = shown.sha256
    evidence = shown.evidence
    note = shown.note
    override = shown.override
    parts = shown.parts.map { part in
      let hasTest = part.gap == nil && !part.isReport
      return Part(
        part: part.name, title: part.title, gap: part.gap,
        applies: part.applies.map { RuleDetailView.line($0.text) },
        formula: part.gap == nil ? RuleDetailView.line(part.formula.text) : "",
        isReport: part.isReport, comparator: hasTest ? part.comparator.rawValue : nil,
        threshold: hasTest ? part.threshold.double : nil, unit: part.unit.name,
        breach: part.breach.map { RuleDetailView.line($0.text) },
        breachDate: part.breachDate.map { RuleDetailView.line($0.text) },
        remedies: part.remedies.map(\.say), conflicts: part.conflictsWith,
        binding: inForce == nil ? nil : standing.bindings[Rule.reference(id, part.name)])
    }
    var seen: Set<String> = []
    facts = shown.parts.flatMap(\.facts).filter { seen.insert($0).inserted }
      .compactMap { standing.book.catalogue.need($0) }
    fields = shown.fields
    self.versions = versions.map {
      Version(
        from: $0.effectiveFrom?.description, to: $0.effectiveTo?.description, place: $0.place,
        sha256: $0.sha256, isShown: $0.place == shown.place)
    }
    confirmations = history.enumerated().map { index, one in
      Kept(
        record: one.record, keptAt: one.keptAt,
        refused: ConfirmationReview.refusal(one.record, versions, on: standing.date),
        isReplaced: index > 0)
    }
    replaces = shown.waterfall?.replaces
    replacedBy = standing.applying.filter { $0.waterfall?.replaces == id }.map(\.id)
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }
      .joined(separator: "\n")
  }
}

/// What differs between two rule books.
struct RuleDifferenceView: Encodable {
  struct Pack: Encodable {
    var id: String
    @Nullable var before: String?
    @Nullable var after: String?
    var isSame: Bool
  }

  var difference: RuleBookDiff
  /// The versions of the packs of both books.
  var packs: [Pack]
  /// The day of the verification whose rules are the earlier ones.
  @Nullable var verifiedOn: String?

  static func packs(_ old: RuleBook, _ new: RuleBook) -> [Pack] {
    let ids = Set((old.packs + new.packs).map(\.id)).sorted()
    return ids.map { id in
      let before = old.packs.first { $0.id == id }
      let after = new.packs.first { $0.id == id }
      return Pack(
        id: id, before: before?.version, after: after?.version,
        isSame: before?.sha256 == after?.sha256)
    }
  }
}

/// What was found in the files of a rule pack.
struct RulePackCheckView: Encodable {
  struct Fault: Encodable {
    var code: String
    /// File and line, where it is known.
    @Nullable var file: String?
    @Nullable var field: String?
    var message: Localized
    @Nullable var remedy: Localized?
  }

  var faults: [Fault]
  @Nullable var tests: RuleTestReport?
  @Nullable var change: RuleDifferenceView?

  /// - Parameter files: of one pack, or of a whole book.
  init(_ files: [PolicyFile], _ book: RuleBook) throws {
    var files = files
    // A browser names the files of a folder with the folder.
    if let root = files.first?.name.split(separator: "/").first, root != files[0].name[...],
      files.allSatisfy({ $0.name.hasPrefix(root + "/") })
    {
      for index in files.indices { files[index].name.removeFirst(root.count + 1) }
    }
    let (found, problems) = book.alternative(files, named: "pack")
    faults = problems.map {
      Fault(code: $0.code, file: $0.file, field: $0.field, message: $0.message, remedy: $0.remedy)
    }
    guard problems.isEmpty, let found else { return }
    do {
      tests = try RuleTestReport(found)
    } catch let diagnostic as Diagnostic {
      faults.append(
        Fault(
          code: diagnostic.code, file: diagnostic.file, field: diagnostic.field,
          message: diagnostic.message, remedy: diagnostic.remedy))
    }
    change = RuleDifferenceView(
      difference: RuleBookDiff(book.rules, found.rules),
      packs: RuleDifferenceView.packs(book, found), verifiedOn: nil)
  }
}
