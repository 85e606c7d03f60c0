import Groundwork

/// How a memory limit is shared out among the parts of a flow by tiles.
struct MemoryBudget {
  /// The limit, the features of both files, and the bytes of the largest in its temporary file.
  let limit: Int
  let features: Int
  let largest: Int

  /// The program itself with its libraries.
  private static let program = 80 << 20
  /// What is kept of each feature during the overlay: id, number, class, areas, box, its place in the
  /// file and in the plan; and what is kept while the ledger is made.
  private static let ofFeature = (overlay: 120, ledger: 90)
  /// What a piece takes while pieces are sorted, and while the ledger is made.
  private static let ofPiece = (overlay: 24, ledger: 40)
  /// The least that polygons need, and what the overlay of a very large one takes by its size.
  private static let least = 4 << 20
  private static let timesLargest = 20

  /// The bytes that polygons may take.
  ///
  /// - Throws: a `Diagnostic` if there are too few.
  func forPolygons() throws -> Int {
    let kept = MemoryBudget.program + features * MemoryBudget.ofFeature.overlay
    let needed = kept + max(MemoryBudget.least, MemoryBudget.timesLargest * largest)
    guard needed <= limit else {
      throw tooLittle(
        needed: needed,
        Localized(
          zh: "\(features) 个要素（最大的 \(largest >> 10) KiB）",
          en: "\(features) features (the largest of \(largest >> 10) KiB)"))
    }
    return limit - kept
  }

  /// Whether the pieces have room, too.
  ///
  /// - Throws: a `Diagnostic` if they have not.
  func check(pieces: Int) throws {
    let needed =
      MemoryBudget.program
      + max(
        features * MemoryBudget.ofFeature.overlay + pieces * MemoryBudget.ofPiece.overlay,
        features * MemoryBudget.ofFeature.ledger + pieces * MemoryBudget.ofPiece.ledger)
    guard needed <= limit else {
      throw tooLittle(
        needed: needed,
        Localized(
          zh: "\(features) 个要素、\(pieces) 个以上图块",
          en: "\(features) features and \(pieces) pieces or more"))
    }
  }

  private func tooLittle(needed: Int, _ what: Localized) -> Diagnostic {
    let mebibytes = (needed + (1 << 20) - 1) >> 20
    let given = limit < 1 << 20 ? "\(limit) B" : "\(limit >> 20) MiB"
    return Diagnostic(
      code: "flow.memory",
      Localized(
        zh: "内存上限 \(given) 不够：\(what.zh)至少需要 \(mebibytes) MiB。",
        en: "The memory limit of \(given) is too low: \(what.en) take \(mebibytes) MiB at least."),
      remedy: Localized(
        zh: "提高 --memory（如 500M、2G；不带单位为字节），或不限内存运行。",
        en: "Raise --memory (such as 500M or 2G; without a unit it is bytes), or run without it."))
  }
}
