import Geometry
import Groundwork

/// A synthetic peri-urban district (合成片区) of 27 km² of the lower Yangtze kind.
///
/// Everything in it is invented and labelled as such: the county code is not in use, every layer
/// title and every row carries 合成数据. The same seed gives the same district, to the last vertex and
/// digit, on every machine; its generation uses no trigonometry and no dictionary order.
///
/// It holds a survey epoch (2023), control lines, a plan of 64 projects in 8 functional groups by 14
/// implementers, and a second, observed epoch (2024) that mostly follows the plan's first stage.
public struct SampleDistrict: Sendable {
  public let seed: UInt64
  /// The patches of the base epoch, by village, north to south, west to east.
  public let patches: [LandPatch]
  /// The patches of the observed epoch one year later.
  public let observed: [LandPatch]
  /// The measures (整治图斑) of the plan.
  public let measures: [MeasurePatch]
  /// All layers in the order in which they are written: DLTB_2023, DLTB_2024, XZQ, CJDCQ, YJJBNTTB,
  /// STBHHX, CZKFBJ, GYYQ, TSCZ, LSSCGNQ, GBZNT, HHGLFW, ZRBHD, WRDK, LQZT, JZW, ZZTB.
  public let layers: [SampleLayer]
  /// Changes of the second epoch that no measure planned.
  public let unplannedChanges: Int
  /// Woods, grass, rivers, reservoirs and flats before and after the plan.
  let ecologicalLand: (before: Area, after: Area)
  /// The effect of each project on the ground.
  let ground: [ProjectGround]

  /// The coordinate system: CGCS2000 / 3-degree Gauss-Krüger CM 120E.
  public static let epsg = 4549

  public func layer(_ name: String) -> SampleLayer? { layers.first { $0.name == name } }

  /// Makes the district of a seed.
  ///
  /// A draft that does not meet the requirements (see `Draft.meetsRequirements`) is discarded, and
  /// another is drawn from the next stream of the seed.
  /// - Throws: ``Groundwork/Cancelled``; ``Groundwork/Diagnostic`` `sample.no-district` if no draft
  ///   met the requirements, which has not happened with any tested seed.
  public static func generate(seed: UInt64, job: Job = Job()) throws -> SampleDistrict {
    job.progress.begin(Localized(zh: "生成合成片区", en: "Synthetic district"), total: 5)
    defer { job.progress.end() }
    for attempt in 0..<12 {
      if let district = try assemble(seed: seed, attempt: UInt64(attempt), job: job) {
        return district
      }
    }
    throw Diagnostic(
      code: "sample.no-district",
      Localized(zh: "种子 \(seed) 未能生成合格的片区。", en: "Seed \(seed) gave no valid district."),
      remedy: Localized(zh: "换一个种子。", en: "Use another seed."))
  }
}

/// A layer of the sample as written to the GeoPackage.
public struct SampleLayer: Sendable {
  /// The table's name, such as `DLTB_2023`.
  public var name: String
  /// The displayed title, which states that the layer is synthetic.
  public var title: String
  public var columns: [Column]
  public var features: [Feature]

  /// The values of one column, in the order of the features.
  public func values(_ column: String) -> [Value] {
    guard let index = columns.firstIndex(where: { $0.name == column }) else { return [] }
    return features.map { $0.values[index] }
  }
}
