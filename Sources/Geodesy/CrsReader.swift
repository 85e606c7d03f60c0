import CPROJ

/// Reads single facts from a PROJ system.
struct CrsReader {
  let session: ProjSession
  let crs: OpaquePointer

  static func name(of object: OpaquePointer) -> String {
    proj_get_name(object).map { String(cString: $0) } ?? ""
  }

  func wkt(_ dialect: PJ_WKT_TYPE = PJ_WKT2_2019) -> String? {
    "MULTILINE=NO".withCString { option in
      var options: [UnsafePointer<CChar>?] = [option, nil]
      return proj_as_wkt(session.context, crs, dialect, &options).map { String(cString: $0) }
    }
  }

  func ellipsoid() -> Ellipsoid? {
    guard let object = session.keep(proj_get_ellipsoid(session.context, crs)) else { return nil }
    var a = 0.0
    var inverse = 0.0
    guard proj_ellipsoid_get_parameters(session.context, object, &a, nil, nil, &inverse) != 0,
      a > 0
    else { return nil }
    return Ellipsoid(semiMajorAxis: a, inverseFlattening: inverse.isFinite ? inverse : 0)
  }

  /// Its own identifier, else the one EPSG entry that PROJ finds to be the same system.
  func authority() -> (name: String, code: Int)? {
    if let own = identifier(of: crs) { return own }
    var confidence: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(session.context, crs, "EPSG", nil, &confidence) else {
      return nil
    }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidence)
    }
    let count = Int(proj_list_get_count(list))
    guard count > 0, let confidence else { return nil }
    let best = confidence[0]
    // From 70 on the systems are the same but for names; two equally good ones decide nothing.
    guard best >= 70, count == 1 || confidence[1] < best,
      let match = session.keep(proj_list_get(session.context, list, 0))
    else { return nil }
    return identifier(of: match)
  }

  private func identifier(of object: OpaquePointer) -> (name: String, code: Int)? {
    guard let name = proj_get_id_auth_name(object, 0), let code = proj_get_id_code(object, 0),
      let number = Int(String(cString: code))
    else { return nil }
    return (String(cString: name), number)
  }

  func metresPerUnit() -> Double {
    guard
      let system = session.keep(proj_crs_get_coordinate_system(session.context, crs))
    else { return 1 }
    var factor = 1.0
    let found = proj_cs_get_axis_info(
      session.context, system, 0, nil, nil, nil, &factor, nil, nil, nil)
    return found != 0 && factor > 0 ? factor : 1
  }

  func transverseMercator(on ellipsoid: Ellipsoid) -> TransverseMercator? {
    let context = session.context
    guard let conversion = session.keep(proj_crs_get_coordoperation(context, crs)) else {
      return nil
    }
    var method: UnsafePointer<CChar>?
    var code: UnsafePointer<CChar>?
    guard
      proj_coordoperation_get_method_info(context, conversion, &method, nil, &code) != 0
    else { return nil }
    let isTransverse =
      code.map { String(cString: $0) } == "9807"
      || method.map { String(cString: $0) } == "Transverse Mercator"
    guard isTransverse else { return nil }
    // EPSG parameter codes; angles come with the factor to radians, lengths with that to metres.
    let values = parameters(of: conversion)
    guard let latitude = values[8801], let longitude = values[8802], let scale = values[8805],
      let easting = values[8806], let northing = values[8807]
    else { return nil }
    return TransverseMercator(
      ellipsoid: ellipsoid, centralMeridian: degrees(longitude),
      latitudeOfOrigin: degrees(latitude), scale: scale.value * scale.factor,
      falseEasting: easting.value * easting.factor,
      falseNorthing: northing.value * northing.factor)
  }

  private func degrees(_ angle: (value: Double, factor: Double)) -> Double {
    let degree = Double.pi / 180
    // Degrees stay as written; only other units are converted.
    return abs(angle.factor / degree - 1) < 1e-12
      ? angle.value : angle.value * angle.factor / degree
  }

  private func parameters(of conversion: OpaquePointer) -> [Int: (value: Double, factor: Double)] {
    let context = session.context
    let codes = [
      "Latitude of natural origin": 8801, "Longitude of natural origin": 8802,
      "Scale factor at natural origin": 8805, "False easting": 8806, "False northing": 8807,
    ]
    var values: [Int: (value: Double, factor: Double)] = [:]
    for index in 0..<proj_coordoperation_get_param_count(context, conversion) {
      var name: UnsafePointer<CChar>?
      var code: UnsafePointer<CChar>?
      var value = 0.0
      var factor = 1.0
      guard
        proj_coordoperation_get_param(
          context, conversion, index, &name, nil, &code, &value, nil, &factor, nil, nil, nil, nil)
          != 0
      else { continue }
      let number =
        code.flatMap { Int(String(cString: $0)) } ?? name.flatMap { codes[String(cString: $0)] }
      if let number { values[number] = (value, factor) }
    }
    return values
  }

  /// The names of the datum, its ensemble and the geographic system.
  func datumNames() -> [String] {
    let context = session.context
    let geographic = session.keep(proj_crs_get_geodetic_crs(context, crs)) ?? crs
    let datum = session.keep(proj_crs_get_datum_forced(context, geographic))
    return [datum, geographic].compactMap { $0.map(CrsReader.name) }
  }

  static func isITRF(_ name: String) -> Bool {
    let plain = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return [
      "cgcs2000", "china2000", "chinageodetic", "国家大地坐标系", "wgs84", "wgs1984",
      "worldgeodeticsystem1984", "internationalterrestrialreferenceframe", "itrf",
    ].contains { plain.contains($0) }
  }

  static func isChineseDatum(_ name: String) -> Bool {
    let plain = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return [
      "cgcs2000", "china2000", "chinageodetic", "xian1980", "xian80", "beijing1954",
      "newbeijing", "国家大地坐标系", "西安", "北京",
    ].contains { plain.contains($0) }
  }

  /// The area of the system, else that of the system of its datum in the register.
  func areaOfUse() -> (west: Double, south: Double, east: Double, north: Double)? {
    if let own = areaOfUse(of: crs) { return own }
    guard let base = session.keep(proj_crs_get_geodetic_crs(session.context, crs)) else {
      return nil
    }
    if let own = areaOfUse(of: base) { return own }
    guard let authority = CrsReader(session: session, crs: base).authority(),
      let listed = session.keep(
        proj_create(session.context, "\(authority.name):\(authority.code)"))
    else { return nil }
    return areaOfUse(of: listed)
  }

  private func areaOfUse(
    of object: OpaquePointer
  ) -> (west: Double, south: Double, east: Double, north: Double)? {
    var area = (west: -1000.0, south: -1000.0, east: -1000.0, north: -1000.0)
    let found = proj_get_area_of_use(
      session.context, object, &area.west, &area.south, &area.east, &area.north, nil)
    return found != 0 && area.west > -1000 ? area : nil
  }
}
