import Foundation
import Groundwork
import TestSupport
import Testing
import VectorFiles

@Suite("Images")
struct RasterTests {
  /// A band whose value is the column, and one that is the row.
  private func written(_ scratch: Scratch) throws -> String {
    let path = scratch.path + "/a.tif"
    let columns = (0..<1200).map { UInt8($0 % 40) }
    let rows = (0..<1200).map { UInt8($0 / 40) }
    try RasterWriter.synthetic(
      [columns, rows, rows], width: 40, height: 30, west: 500_000, north: 3_300_000, pixel: 10,
      system: wkt(), to: path)
    return path
  }

  /// Transverse Mercator on CGCS2000 with the central meridian 120°.
  private func wkt() -> String {
    """
    PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System 2000",\
    DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],\
    UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
    PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],PARAMETER["scale_factor",1],\
    PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
    """
  }

  @Test("what is written is read at its place, with its mark")
  func roundTrip() throws {
    let scratch = try Scratch()
    let image = try RasterImage(path: written(scratch))
    #expect((image.width, image.height, image.bands) == (40, 30, 3))
    #expect(image.isSynthetic && image.format == "GTiff")
    let place = try image.placement(in: wkt())
    #expect(abs(place.west - 500_000) < 0.01 && abs(place.north - 3_300_000) < 0.01)
    #expect(abs(place.east - 500_400) < 0.01 && abs(place.south - 3_299_700) < 0.01)
    #expect(abs(place.pixel - 10) < 0.001)
    // A window of 3 × 2 pixels from the fifth column and the seventh row, and one column beyond.
    let window = try image.window(
      in: wkt(), box: [500_370, 3_299_910, 500_410, 3_299_930], width: 4, height: 2,
      isAveraged: true)
    #expect(window.isValid == [true, true, true, false, true, true, true, false])
    #expect(window.bands[0].prefix(3).map { $0.rounded() } == [37, 38, 39])
    #expect(window.bands[1][0].rounded() == 7 && window.bands[1][4].rounded() == 8)
    // East of the central meridian by definition: 120° is the west edge.
    let degrees = try image.placement(in: "EPSG:4326")
    #expect(abs(degrees.west - 120) < 1e-4 && degrees.east > 120.003)
  }

  @Test("a PNG has the pixels, and an image without place is refused")
  func png() throws {
    let scratch = try Scratch()
    let bytes = try RasterWriter.png(
      [[10, 20, 30, 40]], alpha: [255, 255, 0, 255], width: 2, height: 2)
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let path = scratch.path + "/plain.png"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect {
      try RasterImage(path: path)
    } throws: {
      ($0 as? Diagnostic)?.code == "image.no-crs"
    }
    #expect {
      try RasterImage(path: scratch.path + "/none.tif")
    } throws: {
      ($0 as? Diagnostic)?.code == "image.unreadable"
    }
  }
}
