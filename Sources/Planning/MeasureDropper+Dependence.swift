import Policy

extension MeasureDropper {
  /// The values of a piece that follow from its own measure.
  private static let ofPieces: Set<String> = [
    "to_id", "to_class", "to_use", "to_category", "farmland_after", "pbf_adjust", "pbf_area",
    "measure", "project", "slope_class", "grade_after", "balance_record",
  ]

  /// How a fact follows from which measures are carried out.
  ///
  /// A record of `measures` is there or not. Blocks, projects and what is touched depend on several
  /// measures at once.
  public static func dependence(of fact: String) -> FactDependence {
    let parts = fact.split(separator: ".", maxSplits: 1).map(String.init)
    switch parts[0] {
    case "pieces":
      guard parts.count > 1 else { return .fixed }
      if parts[1] == "block_area" { return .joint }
      return ofPieces.contains(parts[1]) ? .recordwise : .fixed
    case "measures": return .recordwise
    case "projects", "blocks", "contiguity_after", "udb_area_after": return .joint
    case "villages", "townships": return parts.last == "touched" ? .joint : .fixed
    default: return .fixed
    }
  }
}
