import Groundwork

/// How the memory of a check is shared out: patches in memory before they go to a file, and edges that
/// are sorted at a time. The findings are the same whatever it is.
public struct CheckMemory: Hashable, Sendable {
  /// The bytes that patches may take in memory; see ``FeatureStore``.
  public let patchBytes: Int
  /// The bytes that edges may take while they are sorted; see ``CheckOptions/bucketBytes``.
  public let bucketBytes: Int

  /// The program itself with its libraries, the batches in hand and the buffers of files.
  private static let program = 72 << 20
  /// What stays in memory of each patch: its place in the store, box, vertex, node of the index, and
  /// hashes of its id and number.
  private static let ofPatch = 220
  /// The least that patches and edges need.
  private static let least = 16 << 20

  /// Without a limit: small layers stay in memory, and large ones take little.
  public init() {
    patchBytes = 64 << 20
    bucketBytes = 32 << 20
  }

  /// - Parameters:
  ///   - limit: the bytes that the process may take.
  ///   - patches: the patches of the largest layer.
  /// - Throws: `Diagnostic` `check.memory` if that is too little.
  public init(limit: Int, patches: Int) throws {
    let fixed = CheckMemory.program + patches * CheckMemory.ofPatch
    let needed = fixed + CheckMemory.least
    guard needed <= limit else {
      let mebibytes = (needed + (1 << 20) - 1) >> 20
      let given = limit < 1 << 20 ? "\(limit) B" : "\(limit >> 20) MiB"
      throw Diagnostic(
        code: "check.memory",
        Localized(
          zh: "内存上限 \(given) 不够：\(patches) 个图斑至少需要 \(mebibytes) MiB。",
          en:
            "The memory limit of \(given) is too low: \(patches) patches take \(mebibytes) MiB at least."
        ),
        remedy: Localized(
          zh: "提高 --memory（如 500M、2G；不带单位为字节），或不限内存运行。",
          en: "Raise --memory (such as 500M or 2G; without a unit it is bytes), or run without it.")
      )
    }
    patchBytes = (limit - fixed) / 2
    bucketBytes = (limit - fixed) / 4
  }
}
