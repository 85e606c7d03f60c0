import Groundwork
import Storage

/// What a package of changes is, and what applying it to the workspace would do.
public struct IncrementInspection: Encodable, Sendable {
  /// The most faults that are listed; ``errors`` and ``warnings`` count all.
  static let mostFaults = 500

  public struct Layer: Encodable, Sendable {
    public var name: String
    public var title: String
    public var features: Int

    init(_ record: LayerRecord) {
      name = record.name
      title = record.title
      features = record.featureCount
    }
  }

  public var summary: IncrementSummary
  public var classSystem: Localized?
  /// The layer of its base epoch, if the workspace has it.
  public var base: Layer?
  /// The layer of the next epoch, which would be replaced.
  public var replaced: Layer?
  public var epochs: [String]
  /// Why it cannot be applied to the base epoch.
  public var refusal: Diagnostic?
  public var errors: Int
  public var warnings: Int
  public var faults: [Diagnostic]
}
