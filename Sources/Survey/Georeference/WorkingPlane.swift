import Geodesy
import Groundwork
import VectorFiles

/// The plane in which the features of a layer are worked with, and how they come there.
public struct WorkingPlane: Sendable {
  public let crs: CoordinateReferenceSystem
  /// `nil` if the coordinates are those of the file.
  public let transformer: Transformer?
  /// The change of datum on the way, `nil` if there is none.
  public let datumChange: DatumChange?
  /// What the user should know about the way.
  public private(set) var diagnostics: [Diagnostic]

  /// What belongs into the record of provenance.
  public var record: [String: String] {
    guard let datumChange else { return [:] }
    guard datumChange.kind != .unknown else { return ["datum-change": "none known, accepted"] }
    let accuracy = datumChange.accuracy.map { ", \($0) m" } ?? ""
    return ["datum-change": datumChange.operation + accuracy]
  }

  /// The way of a layer into a given plane, such as that of a workspace.
  ///
  /// - Parameter isChosen: whether the plane was chosen for the layer.
  /// - Throws: ``Diagnostic`` `import.target-crs` if the plane is not in metres, `crs.datum-unknown` if
  ///   no change of datum is known and the user has neither accepted that nor named one.
  init(
    _ reference: SourceReference, into target: CoordinateReferenceSystem,
    extent: LayerExtent? = nil,
    isChosen: Bool = false
  ) throws {
    crs = target
    guard target.isProjected, abs(target.metresPerUnit - 1) < 1e-9 else {
      throw Diagnostic(
        code: "import.target-crs",
        Localized(
          zh: "工作空间的坐标系“\(target.name)”不是以米为单位的投影坐标系。",
          en: "The workspace's coordinate system \"\(target.name)\" is not projected in metres."),
        remedy: Localized(zh: "换用投影坐标系。", en: "Use a projected system."))
    }
    guard !target.isEquivalent(to: reference.crs) else {
      transformer = nil
      datumChange = nil
      diagnostics = []
      return
    }
    let change = try DatumChange.between(reference.crs, target, around: extent?.box)
    var notes = [WorkingPlane.note(reference, to: target, isChosen: isChosen)]
    if change != nil, let operation = reference.options.datumOperation {
      transformer = try Transformer(from: reference.crs, to: target, by: operation)
      datumChange = DatumChange(.shift, operation: operation.definition, accuracy: nil)
      notes.append(WorkingPlane.named(operation, reference))
    } else if change != nil, let control = reference.options.controlPoints {
      let fitted = try Transformer(from: reference.crs, to: target, by: control)
      transformer = fitted
      let change = DatumChange(
        .shift,
        operation: "four parameters from \(control.pairs.count) control points",
        accuracy: fitted.largestResidual.map { ($0 * 1000).rounded() / 1000 })
      datumChange = change
      notes.append(WorkingPlane.fitted(change, control, reference))
    } else {
      let accepts = reference.options.acceptsDatum
      if let change, change.kind == .unknown {
        let doubt = WorkingPlane.doubt(reference, target, isAccepted: accepts)
        guard accepts else { throw doubt }
        notes.append(doubt)
      } else if let change {
        notes.append(WorkingPlane.known(change, reference))
      }
      transformer = try Transformer(
        from: reference.crs, to: target, allowsBallpark: change?.kind != .shift)
      datumChange = change
    }
    diagnostics = notes
  }

  fileprivate mutating func add(_ diagnostic: Diagnostic?) {
    if let diagnostic { diagnostics.append(diagnostic) }
  }

  private static func note(
    _ reference: SourceReference, to target: CoordinateReferenceSystem, isChosen: Bool
  ) -> Diagnostic {
    Diagnostic(
      .info, code: isChosen ? "import.crs-chosen" : "import.reprojected",
      Localized(
        zh: "坐标从“\(reference.crs.name)”转换到" + (isChosen ? "按位置选定的" : "工作坐标系")
          + "“\(target.name)”。",
        en: "Coordinates are taken from \"\(reference.crs.name)\" to \"\(target.name)\", "
          + (isChosen ? "chosen for the place." : "the system of the work.")),
      file: reference.source.path, layer: reference.layer.name)
  }

  private static func known(_ change: DatumChange, _ reference: SourceReference) -> Diagnostic {
    let accuracy = change.accuracy.map { "\(Int($0.rounded(.up)))" }
    return Diagnostic(
      .info, code: "import.datum-change",
      Localized(
        zh: "基准转换：\(change.operation)" + (accuracy.map { "，精度约 \($0) m" } ?? "") + "。",
        en: "Change of datum: \(change.operation)"
          + (accuracy.map { ", good to about \($0) m" } ?? "") + "."),
      file: reference.source.path, layer: reference.layer.name)
  }

  private static func named(_ operation: DatumOperation, _ reference: SourceReference) -> Diagnostic
  {
    Diagnostic(
      .info, code: "import.datum-change",
      Localized(
        zh: "基准转换按指定的“\(operation.definition)”。",
        en: "Change of datum as given: \(operation.definition)."),
      file: reference.source.path, layer: reference.layer.name)
  }

  private static func fitted(
    _ change: DatumChange, _ control: ControlPoints, _ reference: SourceReference
  ) -> Diagnostic {
    let residual = change.accuracy ?? 0
    return Diagnostic(
      residual > 1 ? .warning : .info, code: "import.datum-change",
      Localized(
        zh: "基准转换：由 \(control.pairs.count) 个控制点求四参数，最大残差 \(residual) m。",
        en: "Change of datum: four parameters from \(control.pairs.count) control points, largest"
          + " residual \(residual) m."),
      remedy: residual > 1
        ? Localized(zh: "核对控制点。", en: "Check the control points.") : nil,
      file: reference.source.path, layer: reference.layer.name)
  }

  private static func doubt(
    _ reference: SourceReference, _ target: CoordinateReferenceSystem, isAccepted: Bool
  ) -> Diagnostic {
    Diagnostic(
      isAccepted ? .warning : .error, code: "crs.datum-unknown",
      Localized(
        zh: "从“\(reference.crs.name)”到“\(target.name)”没有已知的基准转换参数。"
          + "直接沿用经纬度，位置会偏差约十米到一百米，且各地不同。"
          + (isAccepted ? "已按 --accept-datum 沿用。" : ""),
        en: "No change of datum from \"\(reference.crs.name)\" to \"\(target.name)\" is known. With"
          + " latitude and longitude taken over as they are, positions are some ten to a hundred metres"
          + " off, differently from place to place."
          + (isAccepted ? " So it was done, as --accept-datum says." : "")),
      remedy: Localized(
        zh: "请测绘主管部门转换数据，或用 --datum-operation 给出七参数等转换，或用 --control-points 给出控制点；"
          + "只求大致位置时可加 --accept-datum。",
        en:
          "Have the data converted by the survey authority, or give the transformation, such as its"
          + " seven parameters, with --datum-operation, or points known in both systems with"
          + " --control-points; where rough positions do, say --accept-datum."),
      file: reference.source.path, layer: reference.layer.name)
  }
}

extension SourceReference {
  /// Degrees of longitude from the central meridian beyond which one plane is refused: there it is
  /// half as large again as the ground.
  static let widestReach = 40.0
  /// Degrees of longitude from the central meridian beyond which the user is told how much planar
  /// figures are off.
  static let plainReach = 5.0

  /// The way into a given plane.
  public func plane(_ target: CoordinateReferenceSystem) throws -> WorkingPlane {
    try WorkingPlane(self, into: target)
  }

  /// The plane in which the whole layer is worked with: its own if that is in metres, else one chosen
  /// for the middle of the layer, which is read once for that.
  ///
  /// Official areas do not depend on the plane. Planar areas and distances do: a layer that reaches
  /// farther than 5° from the meridian gets a warning that says how much, one that reaches farther than
  /// 40° is refused.
  /// - Throws: also ``Diagnostic`` `import.too-wide`, `import.no-geometry`.
  public func ownPlane(_ job: Job) throws -> WorkingPlane {
    if isInMetres { return try WorkingPlane(self, into: crs) }
    guard let extent = try LayerExtent.read(self, job) else {
      throw Diagnostic(
        code: "import.no-geometry",
        Localized(zh: "图层没有可用的面。", en: "The layer has no usable polygon."),
        remedy: Localized(zh: "核对图层。", en: "Check the layer."), file: source.path,
        layer: layer.name)
    }
    let target = try WorkingCRS.choose(
      for: stated, crs, longitude: extent.longitude, latitude: extent.latitude)
    if let meridian = target.transverseMercator?.centralMeridian,
      extent.reach(from: meridian) > SourceReference.widestReach
    {
      throw Diagnostic(
        code: "import.too-wide",
        Localized(
          zh: "图层跨经度 \(Int((extent.east - extent.west).rounded()))°，一个投影平面容纳不下。",
          en:
            "The layer spans \(Int((extent.east - extent.west).rounded()))° of longitude, too much"
            + " for one plane."),
        remedy: Localized(
          zh: "按经度分成几个图层，分别导入各自的工作空间；只求面积可用 zhitu area。",
          en:
            "Split it by longitude and import the parts into workspaces of their own; for areas only,"
            + " zhitu area takes it whole."),
        file: source.path, layer: layer.name)
    }
    var plane = try WorkingPlane(self, into: target, extent: extent, isChosen: true)
    plane.add(exchanged(extent))
    return plane
  }

  /// The warning that a layer in degrees lies far from China, but in its box with its axes exchanged: in
  /// the west of China both are places on Earth.
  private func exchanged(_ extent: LayerExtent) -> Diagnostic? {
    let (x, y) = (extent.longitude, extent.latitude)
    guard crs.isGeographic, !WorkingCRS.isInChina(longitude: x, latitude: y),
      WorkingCRS.isInBoxOfChina(longitude: y, latitude: x)
    else { return nil }
    return Diagnostic(
      .warning, code: "import.axes-doubtful",
      Localized(
        zh: "图层位于东经 \(x)°、北纬 \(y)°；若 x 与 y 颠倒，则在中国境内。",
        en: "The layer lies at \(x)° E, \(y)° N; with x and y exchanged it would lie in China."),
      remedy: Localized(
        zh: "如确系颠倒，请加 --swap-axes 重新导入。",
        en: "If they are exchanged, say --swap-axes."),
      file: source.path, layer: layer.name)
  }

  /// The plane chosen for the place of one feature, on the layer's own datum or, in China, on CGCS2000;
  /// the layer's own plane if that is in metres.
  func plane(longitude: Double, latitude: Double) throws -> WorkingPlane {
    if isInMetres { return try WorkingPlane(self, into: crs) }
    let target = try WorkingCRS.choose(for: stated, crs, longitude: longitude, latitude: latitude)
    return try WorkingPlane(self, into: target, isChosen: true)
  }
}
