import Groundwork

/// The tolerances of the quality checks, with the defaults of the survey rules.
public struct CheckOptions: Hashable, Sendable, Codable {
  /// Rules that are not to be run.
  public var disabled: Set<CheckRule> = [.mergeable]
  /// XY tolerance and resolution of the survey in metres. Gaps, overlaps and parts outside a village
  /// whose mean width (twice the area by the perimeter) is not above twice this — each border may lie
  /// off by one — are not findings.
  public var xyTolerance = 0.0001
  /// Overlaps up to this are not listed, m².
  public var overlapArea = 0.01
  /// Gaps up to this are not listed, m².
  public var gapArea = 0.01
  /// Parts of a patch outside its village up to this are not listed, m².
  public var outsideArea = 0.01
  /// Angles at a vertex below this are spikes, degrees (practice: 1–10).
  public var spikeAngle = 1.0
  /// Segments shorter than this are reported, m.
  public var shortestSegment = 0.2
  /// Patches whose mean width (twice the area by the perimeter) is below this are slivers, m.
  public var sliverWidth = 0.5
  /// Minimum mapping area of construction land and facility agriculture (设施农用地), m².
  public var minimumConstructionArea = 200.0
  /// Minimum mapping area of other agricultural land, m².
  public var minimumFarmArea = 400.0
  /// Minimum mapping area of unused land, m²; deserts may ask for 1500.
  public var minimumUnusedArea = 600.0
  /// TBMJ may differ from the computed official area by this, m²: adjustment (平差) and rounding.
  public var officialArea = 0.05
  /// … or by this share of it, for very large patches.
  public var officialAreaShare = 1e-7
  /// The bytes that a bucket of edges may take while it is sorted; see ``QualityCheck``.
  public var bucketBytes = 32 << 20
  /// How many doubtful patches are united at a time while gaps are looked for.
  public var patchesPerCell = 2000
  /// How many findings of a rule are listed; the others are counted. Bounds the memory of a check of a
  /// layer in which every patch is wrong.
  public var listed = 10_000
  /// Years that SJNF may name.
  public var years = 1949...2100

  public init() {}
}
