import Flow
import Geometry
import Groundwork

/// A measure with everything that a plan states about it: facts, class and ground.
public struct MeasureDrawing: Sendable, Hashable {
  public var measure: Measure
  /// The number of the measure in its layer.
  public var fid: Int64
  /// The class of the ground once the measure is carried out.
  public var flowClass: FlowClass
  public var geometry: MultiPolygon
  /// The area of the geometry, of the same kind (official or planar) as the plan's areas.
  public var area: Area

  public init(
    measure: Measure, fid: Int64, flowClass: FlowClass, geometry: MultiPolygon, area: Area
  ) {
    self.measure = measure
    self.fid = fid
    self.flowClass = flowClass
    self.geometry = geometry
    self.area = area
  }
}

extension ConsolidationPlan {
  /// A measure by its number in the plan.
  public func drawing(of number: Int) -> MeasureDrawing {
    MeasureDrawing(
      measure: measures[number], fid: side.fids[number],
      flowClass: side.classes[Int(side.classOf[number])],
      geometry: side.polygons.multiPolygon(of: number), area: side.areas[number])
  }

  /// Appends a measure.
  public mutating func append(_ drawing: MeasureDrawing) {
    measures.append(drawing.measure)
    var rings = RingBuffer()
    rings.append(drawing.geometry)
    side.append(
      fid: drawing.fid, id: drawing.measure.id, class: classIndex(drawing.flowClass),
      area: drawing.area, rings: rings)
  }

  /// Replaces a measure.
  public mutating func replace(_ number: Int, with drawing: MeasureDrawing) {
    measures[number] = drawing.measure
    side.fids[number] = drawing.fid
    side.ids[number] = drawing.measure.id
    side.classOf[number] = classIndex(drawing.flowClass)
    side.areas[number] = drawing.area
    var polygons = PolygonSet()
    polygons.append(0..<number, of: side.polygons)
    polygons.append(drawing.geometry)
    polygons.append((number + 1)..<side.polygons.count, of: side.polygons)
    side.polygons = polygons
  }

  /// Removes a measure; the following ones move up.
  public mutating func remove(_ number: Int) {
    measures.remove(at: number)
    side.fids.remove(at: number)
    side.ids.remove(at: number)
    side.classOf.remove(at: number)
    side.areas.remove(at: number)
    var polygons = PolygonSet()
    polygons.append(side.polygons.boxes.indices.lazy.filter { $0 != number }, of: side.polygons)
    side.polygons = polygons
  }

  private mutating func classIndex(_ item: FlowClass) -> Int32 {
    if let known = side.classes.firstIndex(of: item) { return Int32(known) }
    side.classes.append(item)
    return Int32(side.classes.count - 1)
  }
}
