import Geometry
import Groundwork
import Survey
import VectorFiles

/// A side of a flow in the making.
struct FileSideDraft {
  private var side: FlowSide
  private var labels = ClassLabels(system: nil)
  private var patches: PatchReader
  private let meter: AreaMeter?
  private let spill: PolygonSpill?
  private let file: String
  private let layer: String
  private var diagnostics: [Diagnostic] = []
  private var repaired = 0
  private var setAside = 0
  private var rings = RingBuffer()
  /// The last feature only, for a spill.
  private var single = PolygonSet()

  init(
    side: FlowSide, patches: PatchReader, meter: AreaMeter?, spill: PolygonSpill?, file: String,
    layer: String
  ) {
    self.side = side
    self.patches = patches
    self.meter = meter
    self.spill = spill
    self.file = file
    self.layer = layer
  }

  /// - Throws: the refusal of a layer all of whose features lie outside their coordinate system.
  func result() throws -> FileSide.Result {
    if side.count == 0, !patches.outside.isEmpty { throw patches.refusal() }
    var side = side
    side.classes = labels.classes
    return FileSide.Result(
      side: side, diagnostics: try patches.notes() + diagnostics, repaired: repaired,
      setAside: setAside)
  }

  /// Appends a feature, or notes why it is set aside.
  mutating func append(
    _ wkb: UnsafeRawBufferPointer, fid: Int64, id: String?, source: String
  ) throws {
    let id = id ?? String(fid)
    if try !appendPlain(wkb) {
      do throws(FeatureFault) {
        let (geometry, repair) = try patches.read(wkb: wkb, id: id)
        if let repair {
          repaired += 1
          diagnostics.append(repair.diagnostic(file: file, layer: layer))
        }
        rings.clear()
        rings.append(geometry)
      } catch {
        note(error, id)
        return
      }
      if spill == nil {
        side.polygons.append(rings)
      } else {
        single.removeAll()
        single.append(rings)
      }
    }
    let area = try meter?.area(rings, .official)
    if let spill {
      try spill.append(rings)
      side.polygons.append(areasOf: single)
    }
    side.append(
      fid: fid, id: id, class: labels.index(source: source, code: nil), area: area)
  }

  /// Sets a feature aside whose geometry cannot be read.
  mutating func setAside(_ feature: SourceFeature, id: String?) {
    let id = id ?? String(feature.fid)
    if let damage = feature.damage {
      note(.damaged(damage), id)
      return
    }
    do throws(FeatureFault) {
      _ = try patches.read(feature.geometry, id: id)
    } catch {
      note(error, id)
    }
  }

  private mutating func note(_ fault: FeatureFault, _ id: String) {
    setAside += 1
    diagnostics.append(fault.diagnostic(feature: id, file: file, layer: layer))
  }

  /// Appends a patch as it is, if it is one ring that is seen to be valid at once and lies where its
  /// system is used: most are, and the way over ``PatchReader`` takes many times longer.
  ///
  /// - Returns: whether it was one; else nothing is appended. Leaves the rings in ``rings`` where they
  ///   are measured or put aside.
  private mutating func appendPlain(_ wkb: UnsafeRawBufferPointer) throws -> Bool {
    guard patches.takesCoordinatesAsTheyAre, WKB.isSingleRing(wkb) else { return false }
    do throws(WKBError) {
      // The rings are needed only where they are measured or put aside.
      if spill == nil, meter == nil {
        try side.polygons.append(wkb: wkb, &rings)
      } else {
        rings.clear()
        try WKB.decode(wkb, into: &rings)
        if spill == nil {
          side.polygons.append(rings)
        } else {
          single.removeAll()
          single.append(rings)
        }
      }
    } catch {
      // What is wrong with it is found on the other way.
      return false
    }
    let plain =
      spill == nil
      ? FileSideDraft.plainBounds(side.polygons, patches.reference.position)
      : FileSideDraft.plainBounds(single, patches.reference.position)
    if let plain {
      patches.note(plain)
      return true
    }
    if spill == nil { side.polygons.removeLast() }
    return false
  }

  /// The bounds of the last feature of a set in metres; `nil` if it is not plain.
  private static func plainBounds(_ set: PolygonSet, _ position: PositionCheck) -> Bounds? {
    let last = set.count - 1
    guard set.isSimpleRing(last) else { return nil }
    let bounds = set.boxes[last].metresOfSteps
    return position.accepts(bounds) ? bounds : nil
  }
}
