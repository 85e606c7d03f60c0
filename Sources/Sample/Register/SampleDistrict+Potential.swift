import Classes
import Groundwork

extension SampleDistrict {
  /// What a county would have on record for its survey of potential (`zhitu.potential-register/1`):
  /// people and houses of the villages, taxes and land of the enterprises. All of it is invented and
  /// labelled as such. Some villages and enterprises lack a number, as in every register.
  public func potentialRegister() -> String {
    var lines = [
      "# 合成片区的潜力登记（种子 \(seed)），由 zhitu sample --potential 生成。全部为虚构数据（合成数据）。",
      "# Register for the survey of potential of the synthetic district (seed \(seed)). All of it is made up.",
      "schema: zhitu.potential-register/1",
      "source: { zh: 虚构（合成数据）, en: made up (synthetic data) }", "synthetic: true", "year: 2023",
      "villages:",
    ]
    lines += potentialVillages + ["enterprises:"] + potentialEnterprises
    lines += ["standard_land:"] + standardParcels + ["floor_space:"] + floorSpaces
    return lines.joined(separator: "\n") + "\n"
  }

  private var potentialVillages: [String] {
    var homesteads: [String: Area] = [:]
    for patch in patches where patch.builtUpCode.hasPrefix("203") && patch.classCode == "0702" {
      homesteads[String(patch.villageCode.prefix(12)), default: .zero] += patch.area
    }
    return homesteads.sorted { $0.key < $1.key }.enumerated().map { index, village in
      var random = Random(seed: seed, stream: 7_000 + UInt64(index))
      // 110 to 170 m² for each homestead, 2.4 to 3.2 people for each household.
      let houses = max(1, Int(village.value.squareMetres / random.between(110, 170)))
      let households = max(1, houses * 94 / 100)
      let people = Int(Double(households) * random.between(2.4, 3.2))
      let idle = Int(Double(houses) * random.between(0.04, 0.19))
      let freed = Int(village.value.squareMetres * random.between(0.1, 0.3))
      var fields = ["code: \"\(village.key)\"", "homesteads: \(houses)", "idle: \(idle)"]
      if index % 6 != 4 { fields += ["population: \(people)", "households: \(households)"] }
      if index % 3 == 0 { fields += ["vacated_m2: \(freed)", "resettled_m2: \(freed * 4 / 10)"] }
      return "  - { \(fields.joined(separator: ", ")) }"
    }
  }

  /// Parcels on their way to standard land: some complete, some with a condition open, some of which
  /// nobody stated everything.
  private var standardParcels: [String] {
    patches.filter { $0.classCode == "0601" }.enumerated().compactMap { index, patch in
      guard index % 3 != 2 else { return nil }
      var random = Random(seed: seed, stream: 11_000 + UInt64(index))
      var done = ["assessed: true", "cleared: \(random.chance(0.6))"]
      if index % 4 != 1 { done.append("serviced: \(random.chance(0.7))") }
      var controls = [
        "investment: \(200 + random.below(200))", "floor_ratio: 1.\(2 + random.below(7))",
        "tax: \(10 + random.below(20))",
      ]
      if index % 2 == 0 { controls += ["energy: 1", "emission: 1"] }
      return "  - { patch: \"\(patch.id)\", done: { \(done.joined(separator: ", ")) }, "
        + "controls: { \(controls.joined(separator: ", ")) } }"
    }
  }

  /// Floor space on land of industry and on homesteads inside towns; some parcels have none on record.
  private var floorSpaces: [String] {
    patches.filter { patch in
      patch.classCode == "0601"
        || (patch.classCode == "0702" && !patch.builtUpCode.hasPrefix("203"))
    }.enumerated().compactMap { index, patch in
      var random = Random(seed: seed, stream: 13_000 + UInt64(index))
      guard random.chance(0.85) else { return nil }
      let ratio = patch.classCode == "0601" ? random.between(0.3, 1.3) : random.between(0.9, 1.6)
      return "  - { patch: \"\(patch.id)\", m2: \(Int(patch.area.squareMetres * ratio)) }"
    }
  }

  private var potentialEnterprises: [String] {
    let parcels = patches.filter { $0.classCode == "0601" && $0.area.squareMetres >= 600 }
    var lines: [String] = []
    for (index, patch) in parcels.enumerated() {
      var random = Random(seed: seed, stream: 9_000 + UInt64(index))
      // A quarter of the parcels have nobody on record.
      guard random.chance(0.75) else { continue }
      let mu = patch.area.mu
      let rank = random.unit()
      let tax = Int(mu * (rank < 0.1 ? 2_000 : 40_000 + rank * 300_000) * random.between(0.6, 1.4))
      let added = Int(Double(tax) * random.between(3, 7))
      let code = "QY" + padded(index + 1, 4)
      var amounts = ["tax: \(tax)"]
      if index % 17 != 5 { amounts.append("value_added: \(added)") }
      // Every eleventh owner lets a third of the parcel to the enterprise before it.
      let isLet = index % 11 == 4
      let leased = isLet ? Area(hundredths: patch.area.hundredths / 3) : .zero
      let kept = (patch.area - leased).decimal
      var holdings = ["{ patch: \"\(patch.id)\", kind: owned, m2: \(kept) }"]
      if isLet {
        holdings.append("{ patch: \"\(patch.id)\", kind: leased, m2: \(leased.decimal) }")
      }
      if index % 11 == 3, index + 1 < parcels.count {
        let next = parcels[index + 1]
        let part = Area(hundredths: next.area.hundredths / 3)
        holdings.append("{ patch: \"\(next.id)\", kind: rented, m2: \(part.decimal) }")
      }
      lines.append(
        "  - { code: \(code), name: 企业\(index + 1)号（合成）, "
          + "holdings: [\(holdings.joined(separator: ", "))], "
          + "amounts: { \(amounts.joined(separator: ", ")) } }")
    }
    return lines
  }
}
