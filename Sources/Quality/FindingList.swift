/// The findings of one rule: the first ones in full, all of them counted.
///
/// A layer may have a finding for every patch and rule; nobody reads a million of them, and they would
/// take gigabytes. What is listed depends on the order of the features only, not on threads.
struct FindingList {
  /// How many stay in full.
  let limit: Int
  private(set) var listed: [Finding] = []
  /// Those that are not listed, by rule and severity.
  private(set) var unlisted: [CheckReport.Unlisted] = []

  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ finding: Finding) {
    if listed.count < limit { listed.append(finding) } else { count(finding) }
  }

  mutating func append(contentsOf findings: [Finding]) {
    for finding in findings { append(finding) }
  }

  /// Appends a list of what comes next in the order.
  mutating func append(_ list: FindingList) {
    append(contentsOf: list.listed)
    for more in list.unlisted { count(more) }
  }

  private mutating func count(_ finding: Finding) {
    count(CheckReport.Unlisted(rule: finding.rule, severity: finding.severity, count: 1))
  }

  private mutating func count(_ more: CheckReport.Unlisted) {
    let place = unlisted.firstIndex { $0.rule == more.rule && $0.severity == more.severity }
    if let place {
      unlisted[place].count += more.count
    } else {
      unlisted.append(more)
    }
  }
}
