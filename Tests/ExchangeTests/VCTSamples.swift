import Exchange
import TestSupport

/// Texts of VCT files for tests.
enum VCTSamples {
  /// Two patches that share a boundary, in the form that the writer gives; the second takes it in
  /// reverse. `3310040` high, in the 3° zone 40.
  static let two = """
    HeadBegin
    DataMark:LANDUSE-VCT
    Version:3.0
    CoordinateSystemType:P
    Spheroid:CGCS2000,6378137.0,298.257222101
    Projection:高斯-克吕格投影
    Parameters:120,1,40500000,0,3,40
    Separator:,
    HeadEnd

    FeatureCodeBegin
    2001010100,地类图斑,Polygon,DLTB
    1099000000,独立面线,Line,NoneGeometry
    FeatureCodeEnd

    TableStructureBegin
    DLTB,5
    BSM,Char,18
    DLBM,Char,5
    DLMC,Char,60
    TBMJ,Float,15,2
    SJNF,Int,4
    0
    TableStructureEnd

    PointBegin
    7
    3001010100
    unknown
    1
    1
    40650010.5000,3310010.2500
    0
    PointEnd

    LineBegin
    1
    1099000000
    unknown
    1
    1
    11
    4
    40650100.0000,3310080.0000
    40650000.0000,3310080.0000
    40650000.0000,3310000.0000
    40650100.0000,3310000.0000
    0
    2
    1099000000
    unknown
    1
    1
    11
    2
    40650100.0000,3310000.0000
    40650100.0000,3310080.0000
    0
    3
    1099000000
    unknown
    1
    1
    11
    4
    40650100.0000,3310000.0000
    40650160.0000,3310000.0000
    40650160.0000,3310080.0000
    40650100.0000,3310080.0000
    0
    LineEnd

    PolygonBegin
    101
    2001010100
    unknown
    100
    40650050.000000,3310040.000000
    21
    2
    -2,-1
    0
    102
    2001010100
    unknown
    100
    40650130.000000,3310040.000000
    21
    2
    2,-3
    0
    PolygonEnd

    AnnotationBegin
    9
    2001010200
    unknown
    1
    水田
    40650050.0000,3310040.0000,0.5
    0
    AnnotationEnd

    TopologyBegin
    1,2,3
    TopologyEnd

    AttributeBegin
    DLTB
    101,330211211000000101,0101,水田,8000.00,2023
    102,330211211000000102,1104,坑塘水面,4800.00,2023
    TableEnd
    AttributeEnd

    """

  /// The number of the line that holds a text, from 1.
  static func line(of text: String, in file: String) -> Int {
    let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(text) } ?? -1) + 1
  }

  static func features(_ file: VCTFile, _ table: Int = 0) throws -> [VCTFeature] {
    var features: [VCTFeature] = []
    try file.forEachFeature(in: file.polygonTables[table]) { features.append($0) }
    return features
  }

  /// The planar area of a feature (m²).
  static func area(_ feature: VCTFeature) -> Double? {
    feature.rings.map { rings in
      RingNesting.polygons(rings).reduce(0) { sum, polygon in
        polygon.enumerated().reduce(sum) { sum, ring in
          let area = abs(RingNesting.doubledArea(ring.element)) / 2
          return ring.offset == 0 ? sum + area : sum - area
        }
      }
    }
  }
}
