import Groundwork

/// The potential library (潜力资源库) after one survey: every selected patch with its course, and what
/// changed against the survey before. Kept for ever under its hash.
public struct PotentialRecord: Sendable, Hashable, Codable {
  /// A layer that the survey read, by which a later change is noticed.
  public struct Layer: Sendable, Hashable, Codable {
    public var role: String
    public var title: Localized
    /// `nil`: the workspace had no such layer.
    public var name: String?
    /// The hash of the file that it came from, and how many features it has.
    public var sha256: String?
    public var features: Int
    /// Who has the data.
    public var suppliedBy: Localized

    public init(
      role: String, title: Localized, name: String?, sha256: String?, features: Int,
      suppliedBy: Localized
    ) {
      self.role = role
      self.title = title
      self.name = name
      self.sha256 = sha256
      self.features = features
      self.suppliedBy = suppliedBy
    }
  }

  public var schema = "zhitu.potential-record/1"
  public var epoch: String
  public var isSynthetic: Bool
  /// The file or folder of the rules, empty for those of the program, by which a later change is noticed;
  /// `nil` where that is not known, as in records of older versions.
  public var rulesFrom: String?
  public var rules: PotentialRules
  public var register: PotentialRegister?
  /// The survey itself first, then the lines by role.
  public var layers: [Layer]
  public var entries: [PotentialEntry]
  public var gaps: [PotentialGap]
  public var villages: [VillageEstimate]
  public var evaluation: IndustryEvaluation?
  /// `nil` where no office issued polygons, and in records of older versions.
  public var guides: GuideComparison?
  /// Against the survey before; empty for the first.
  public var changes: [PotentialChange]
  /// Numbers of patches that no source selects any more, by key. A patch without a successor in the
  /// epoch has its own epoch before its id, as in `new-farmland/2023›12`, so that another patch
  /// that has the same id now does not get its number.
  public var retired: [String: String]
  /// The last running number of each prefix.
  public var last: [String: Int]

  /// The first record, or the next one.
  ///
  /// - Parameters:
  ///   - previous: the record before.
  ///   - successors: for an epoch other than that of `previous`, the new patch that each old one
  ///     became; `nil` where ids stay as they are.
  ///   - classes: the class of every patch of the new ground by id, to say what became of a patch
  ///     that is no longer selected.
  /// - Throws: ``Geometry/GEOSError``.
  public init(
    _ survey: PotentialSurvey, epoch: String, isSynthetic: Bool, rules: PotentialRules,
    rulesFrom: String? = nil, register: PotentialRegister?, layers: [Layer],
    after previous: PotentialRecord?, successors: [String: String]?, classes: [String: String]
  ) throws {
    self.epoch = epoch
    self.rulesFrom = rulesFrom
    self.isSynthetic = isSynthetic
    self.rules = rules
    self.register = register
    self.layers = layers
    entries = survey.entries
    gaps = survey.gaps
    villages = survey.villages
    evaluation = survey.evaluation
    guides = survey.guides
    changes = []
    retired = [:]
    last = previous?.last ?? [:]
    let lineage = PotentialLineage(previous, successors, epoch: epoch)
    number(lineage)
    if let previous {
      changes = try PotentialChange.between(
        previous, self, lineage, classes, ConditionReasons(survey.judge))
    }
  }

  /// A patch keeps its number as long as its ground is the same patch or its successor.
  private mutating func number(_ lineage: PotentialLineage) {
    var prefixes: [String: String] = [:]
    for task in rules.tasks { prefixes[task.id] = task.prefix }
    var known = lineage.numbers
    for place in entries.indices {
      let key = entries[place].key
      if let number = known.removeValue(forKey: key) {
        entries[place].number = number
        continue
      }
      let prefix = prefixes[entries[place].task] ?? "X"
      let running = (last[prefix] ?? 0) + 1
      last[prefix] = running
      let digits = String(running)
      entries[place].number =
        prefix + "-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
    retired = known
  }

  public func entry(_ number: String) -> PotentialEntry? {
    entries.first { $0.number == number }
  }

  /// The net area of all candidates of a level without counting a patch of several tasks twice: the
  /// largest of its areas counts.
  public func total(_ area: (PotentialEntry) -> Area) -> Area {
    var most: [String: Area] = [:]
    for entry in entries where entry.isCandidate {
      most[entry.patch] = max(most[entry.patch] ?? .zero, area(entry))
    }
    return most.values.total()
  }
}

/// Which number a patch of the new survey had in the survey before.
struct PotentialLineage {
  /// By the key in the new survey.
  var numbers: [String: String] = [:]

  /// The key that an old entry has in the new survey; `nil` for successors: ids stay as they are.
  private let successors: [String: String]?
  private let oldEpoch: String
  private let newEpoch: String

  init(_ previous: PotentialRecord?, _ successors: [String: String]?, epoch: String) {
    self.successors = successors
    oldEpoch = previous?.epoch ?? epoch
    newEpoch = epoch
    guard let previous else { return }
    for entry in previous.entries { numbers[renamed(entry.key)] = entry.number }
    // A patch of an epoch that comes back gets its number back, unless its ground has one by now.
    for (key, number) in previous.retired.sorted(by: { $0.key < $1.key }) {
      let next = renamed(key)
      numbers[numbers[next] == nil ? next : key] = number
    }
  }

  /// An id is only that of the same ground within one epoch: the successor decides about the next.
  func renamed(_ key: String) -> String {
    let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let successors, parts.count == 2 else { return key }
    let (task, id) = (parts[0], parts[1])
    if let next = successors[String(id)] { return "\(task)/\(next)" }
    let past = id.split(separator: "›", maxSplits: 1, omittingEmptySubsequences: false)
    if past.count == 2 { return past[0] == newEpoch ? "\(task)/\(past[1])" : key }
    return "\(task)/\(oldEpoch)›\(id)"
  }
}
