import Geometry
import Groundwork

extension Assembly {
  private static let date = "20221130"

  /// The administrative units, the control lines and what stands on the ground.
  func controlLayers(_ patches: [LandPatch]) throws -> [SampleLayer] {
    let farmland = try basicFarmlandLayer()
    return [
      townLayer(patches, basicFarmland: farmland.byTown), villageLayer(), farmland.layer,
      redLineLayer(), boundaryLayer(), parkLayer(), protectedLayer(),
    ] + themeLayers() + [buildingLayer()]
  }

  private func townLayer(_ patches: [LandPatch], basicFarmland: [Area]) -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("YSDM", .text), Column("XZQDM", .text), Column("XZQMC", .text),
      Column("DCMJ", .real), Column("JSMJ", .real), Column("MSSM", .text), Column("HDMC", .text),
      Column("GDHDMJ", .real), Column("YNHDMJ", .real), Column("JSYD2020", .real),
      Column("BZ", .text),
    ]
    let rows = Names.towns.indices.map { town -> (MultiPolygon, [Value]) in
      let villages = towns.indices.filter { towns[$0] == town }
      let shapes = mesh.outlines(
        of: villages.flatMap { villageShapes[$0].flatMap { [$0.ring] + $0.holes } })
      let total = villages.map { villageAreas[$0] }.total()
      var farmland = Area.zero
      var built = Area.zero
      for (record, patch) in zip(records, patches) where towns[record.traits.village] == town {
        if record.traits.use.isFarmland { farmland += patch.remaining }
        if record.traits.use.isConstruction, record.traits.boundary != .outside {
          built += patch.area
        }
      }
      let code = Names.county.code + Names.towns[town].code
      return (
        mesh.geometry(shapes),
        [
          .text(Names.county.code + padded(town + 1, 12)), .text("1000600100"), .text(code),
          .text(Names.towns[town].name), .real(total.squareMetres), .real(total.squareMetres),
          .text("00"), .null, .real((farmland.squareMetres * 0.97).rounded()),
          .real(basicFarmland[town].squareMetres), .real((built.squareMetres * 0.94).rounded()),
          .text(note),
        ]
      )
    }
    return layer("XZQ", "行政区（街道、镇）", columns, rows)
  }

  private func villageLayer() -> SampleLayer {
    let maker = PatchMaker(towns: towns, year: 2023, note: note)
    let columns = [
      Column("BSM", .text), Column("YSDM", .text), Column("ZLDWDM", .text),
      Column("ZLDWMC", .text), Column("DCMJ", .real), Column("JSMJ", .real),
      Column("MSSM", .text), Column("HDMC", .text), Column("BZ", .text),
    ]
    let rows = towns.indices.map { village -> (MultiPolygon, [Value]) in
      (
        mesh.geometry(villageShapes[village]),
        [
          .text(Names.county.code + padded(1001 + village, 12)), .text("1000600400"),
          .text(maker.villageCode(village)), .text(maker.villageName(village)),
          .real(villageAreas[village].squareMetres), .real(villageAreas[village].squareMetres),
          .text("00"), .null, .text(note),
        ]
      )
    }
    return layer("CJDCQ", "村级调查区", columns, rows)
  }

  private func basicFarmlandLayer() throws -> (layer: SampleLayer, byTown: [Area]) {
    let maker = PatchMaker(towns: towns, year: 2022, note: note)
    let columns = [
      Column("BSM", .text), Column("YSDM", .text), Column("XZQDM", .text), Column("XZQMC", .text),
      Column("YJJBNTTBBH", .text), Column("TBBH", .text), Column("DLBM", .text),
      Column("DLMC", .text), Column("QSXZ", .text), Column("QSDWDM", .text),
      Column("QSDWMC", .text), Column("ZLDWDM", .text), Column("ZLDWMC", .text),
      Column("GDPDJB", .text), Column("KCDLBM", .text), Column("KCXS", .real),
      Column("KCMJ", .real), Column("YJJBNTTBMJ", .real), Column("YJJBNTMJ", .real),
      Column("SJNF", .integer), Column("BHKSSJ", .text), Column("BHJSSJ", .text),
      Column("WDGD", .text), Column("BZ", .text),
    ]
    var byTown = [Area](repeating: .zero, count: Names.towns.count)
    var members: [Int: [Int]] = [:]
    for atom in mesh.living where mesh.faces[atom].isBasicFarmland {
      members[mesh.faces[atom].patch, default: []].append(atom)
    }
    var rows: [(Polygon, [Value])] = []
    for index in records.indices {
      guard let atoms = members[index] else { continue }
      for shape in mesh.union(atoms) {
        let record = records[index]
        let traits = record.traits
        let whole = area(shape)
        let deducted =
          Area(roundingSquareMetres: whole.squareMetres * traits.ridgeShare) ?? .zero
        let owner = maker.owner(traits)
        byTown[towns[traits.village]] += whole - deducted
        rows.append(
          (
            mesh.geometry(shape),
            [
              .text(Names.county.code + "YN" + padded(rows.count + 1, 10)), .text("2005010100"),
              .text(maker.townCode(traits.village)),
              .text(Names.towns[towns[traits.village]].name), .text(padded(rows.count + 1, 6)),
              .text(padded(record.number, 4)), .text(traits.use.code),
              .text(try PatchMaker.className(traits.use)), .text(traits.tenure),
              .text(owner.code), .text(owner.name), .text(maker.villageCode(traits.village)),
              .text(maker.villageName(traits.village)), .text(String(traits.slope)),
              traits.ridgeShare > 0 ? .text("1203") : .null, .real(traits.ridgeShare),
              .real(deducted.squareMetres), .real(whole.squareMetres),
              .real((whole - deducted).squareMetres), .integer(2022), .text(Assembly.date),
              .text("99991231"), .text(traits.slope < 3 ? "1" : "0"), .text(note),
            ]
          ))
      }
    }
    return (layer("YJJBNTTB", "永久基本农田图斑", columns, rows), byTown)
  }

  private func redLineLayer() -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("YSDM", .text), Column("XJXZQHDM", .text),
      Column("LXDM", .text), Column("SLDM", .text), Column("MC", .text), Column("QYMJ", .real),
      Column("SLSJ", .text), Column("GKCS", .text), Column("BZ", .text),
    ]
    let atoms = mesh.living.filter { mesh.faces[$0].isRedLine }
    let rows = mesh.union(atoms).enumerated().map { index, shape -> (Polygon, [Value]) in
      let isHill = insidePoint(mesh.outline(shape.ring)).x < 3000
      return (
        mesh.geometry(shape),
        [
          .text(Names.county.code + "ST" + padded(index + 1, 10)), .text("3003010000"),
          .text(Names.county.code), .text(isHill ? "11" : "12"),
          .text(padded(index + 1, 3)), .text(isHill ? "西山水源涵养区（合成）" : "澜江河口滩涂湿地（合成）"),
          .real(area(shape).squareMetres / 1e6), .text(Assembly.date), .text("原则上禁止人为活动"),
          .text(note),
        ]
      )
    }
    return layer("STBHHX", "生态保护红线", columns, rows)
  }

  private func boundaryLayer() -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("YSDM", .text), Column("XZQDM", .text), Column("XZQMC", .text),
      Column("GHFQDM", .text), Column("GHFQMC", .text), Column("MJ", .real), Column("BZ", .text),
    ]
    var rows: [(Polygon, [Value])] = []
    for zone in BoundaryZone.allCases where zone != .outside {
      for shape in mesh.union(mesh.living.filter { mesh.faces[$0].boundary == zone }) {
        rows.append(
          (
            mesh.geometry(shape),
            [
              .text(Names.county.code + "KF" + padded(rows.count + 1, 10)), .text("3002010000"),
              .text(Names.county.code), .text(Names.county.name),
              .text("\(zone.rawValue)00"), .text(zone.name), .real(area(shape).squareMetres),
              .text(note),
            ]
          ))
      }
    }
    return layer("CZKFBJ", "城镇开发边界", columns, rows)
  }

  private func parkLayer() -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("MC", .text), Column("MJ", .real), Column("BZ", .text),
    ]
    var rows: [(Polygon, [Value])] = []
    for number in Names.parks.keys.sorted() {
      for shape in mesh.union(mesh.living.filter { mesh.faces[$0].park == number }) {
        rows.append(
          (
            mesh.geometry(shape),
            [
              .text(Names.county.code + "YQ" + padded(rows.count + 1, 10)),
              .text(Names.parks[number] ?? ""), .real(area(shape).squareMetres), .text(note),
            ]
          ))
      }
    }
    return layer("GYYQ", "工业园区", columns, rows)
  }

  private func protectedLayer() -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("MC", .text), Column("LX", .text), Column("BZ", .text),
    ]
    let rows = planner.controls.protectedSettlements.enumerated().map {
      index, settlement -> (MultiPolygon, [Value]) in
      let atoms = mesh.living.filter { mesh.faces[$0].settlement == settlement }
      let village = atoms.first.map { mesh.faces[$0].village } ?? 0
      let kind = index == 0 ? "传统村落" : "历史文化名村"
      return (
        mesh.geometry(mesh.union(atoms)),
        [
          .text(Names.county.code + "TS" + padded(index + 1, 10)),
          .text("\(Names.village(village))\(index == 0 ? "老宅里" : "祠堂下")（合成）"), .text(kind),
          .text(note),
        ]
      )
    }
    return layer("TSCZ", "特色村庄（保护名录）", columns, rows)
  }
}
