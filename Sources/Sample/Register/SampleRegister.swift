import Groundwork

extension SampleDistrict {
  /// The facts that the rules need besides the plan, as a well-kept county would have them on
  /// record: a register file (`zhitu.register/1`) on the district's own projects, villages and
  /// measures. All of it is invented and labelled as such.
  public func register() -> String {
    SampleRegister(district: self).text
  }
}

/// Writes the register of a district. The same district gives the same text.
struct SampleRegister {
  let district: SampleDistrict

  struct Project {
    var code: String
    var name: String
    var kind: WorkKind
    var stage: Int
    var area: Area
    /// Of its first measure.
    var village: String
    /// Where its measures lie.
    var villages: Set<String>
  }

  var text: String {
    ([SampleRegister.head(district.seed)] + scalars + ["", "defaults:"] + SampleRegister.defaults
      + ["", "collections:"] + collections).joined(separator: "\n") + "\n"
  }

  private static func head(_ seed: UInt64) -> String {
    """
    # 合成片区的登记文件（种子 \(seed)），由 zhitu sample --register 生成。全部为虚构数据（合成数据）。
    # Register of the synthetic district (seed \(seed)), written by zhitu sample --register.
    # All of it is made up: no authority, village or person is meant.
    schema: zhitu.register/1
    """
  }

  var projects: [Project] {
    var known: [String: Project] = [:]
    for measure in district.measures {
      guard let number = Int(measure.projectCode.suffix(2)) else { continue }
      let village = String(measure.villageCode.prefix(12))
      var project =
        known[measure.projectCode]
        ?? Project(
          code: measure.projectCode, name: measure.projectName,
          kind: WorkKind.of(project: number - 1), stage: measure.stage, area: .zero,
          village: village, villages: [])
      project.area += measure.area
      project.villages.insert(village)
      project.stage = min(project.stage, measure.stage)
      known[measure.projectCode] = project
    }
    return known.values.sorted { $0.code < $1.code }
  }

  var villages: [String] {
    Set(district.patches.map { String($0.villageCode.prefix(12)) }).sorted()
  }

  private static func hectares(_ area: Area) -> String {
    "\((area.hectares * 100).rounded() / 100) hm2"
  }

  static let county = Names.county.code

  private var scalars: [String] {
    let land = district.ecologicalLand
    return [
      """

      scalars:
        as_of: 2026-06-01
        approved_on: 2024-03-01
        planned_end: 2027-02-28
        county_farmland_before: 9000 hm2
        county_farmland_after: 9020 hm2
        county_farmland: 9010 hm2
        county_pbf: 7600 hm2
        province_farmland: 12900 km2
        province_pbf: 10900 km2
        # 林地、草地、河流、水库、滩涂，按本登记文件的口径 · woods, grass, rivers, reservoirs and flats
        ecological_land_before: \(SampleRegister.hectares(land.before))
        ecological_land_after: \(SampleRegister.hectares(land.after))
        pool_updated: 2026-04-20
        village_plan_construction: 300 hm2
        village_plan_reserved: 12 hm2
        county_plan_quota: 1200 hm2
        county_plan_rural_industry: 130 hm2
        province_annual_quota: 900 hm2
        province_annual_rural_industry: 60 hm2
        udb_increment: 1800 hm2
        udb_increment_used: 700 hm2
        national_udb_area: 130000 km2
        national_urban_2020: 105000 km2
        land_revenue: 500000 wan_yuan
        land_gain: 120000 wan_yuan
        land_gain_for_agriculture: 62000 wan_yuan
        project_investment: 80000 wan_yuan
        project_capital: 20000 wan_yuan
        bond_scale: 20000000 wan_yuan
        bond_as_capital: 3600000 wan_yuan
        zone_price_published: 2023-12-20
      """
    ]
  }

  /// Default values of the records.
  private static let defaults = [
    "  measures: {eco_industry: false}",
    #"  projects: {zone: P1, merges_villages: false, recognition: ""}"#,
    #"  approvals: {project: "", approved: true, includes_pbf_plan: false}"#,
    "  stages: {rectification: none, open_findings: 0}",
    """
      pbf_events: {county: "\(county)", from_reserve: true, reserve_left: 0}
      farmland_events: {county: "\(county)", stable: true, in_balance: true, grade: 4}
      month_ends: {county: "\(county)"}
      quota_entries: {type: linked, parcels: FK1, expires: 2030-12-31, destination: "\(county)", \
    city_account: false, zone: 集中建设区, owner: 村股份经济合作社（合成）}
      consents: {basis: representative_meeting, notice_days: 12, date: 2024-01-10, \
    strong_opposition: false}
      households: {to_be_demolished: true, to_flats: false, willing: true, informed: true, \
    heard: true, replacement_agreed: true, homesteads: 1, homestead_on: other, \
    contract_date: 2024-04-01, demolished_on: 2024-09-01}
      hsf_areas: {terrain: plain, access_share: 1, shelter_needed: true, shelter_share: 0.93, \
    flood_years: 20, dry_region: false, irrigation_guarantee: 0.85, irrigation_kind: small, \
    irrigation_efficiency: 0.75, crop: paddy, drain_days: 3, level_difference: 3, soil_depth: 60, \
    plough_depth: 22, service_years: 15}
      financings: {guarantee: false, buy_back: false, guaranteed_return: false, \
    fiscal_repayment: false, engineering: true, has_income: true, on_negative_list: false, \
    balanced: true, concession: false, user_pays: false, from_quota_income: false}
      balance_projects: {applied: 2024-01-15, old_style: false}
      conversions: {in_approved_scale: true}
      expropriations: {pre_notice_days: 12, compensation_notice_days: 35, majority_objects: false, \
    hearing_held: false}
      topsoil: {required: true, has_plan: true, loss: 0.08, from_zone: P1, to_zone: P1}
      industrial_parcels: {indicator: 1.1, indicator_weight: 20, indicator_score: 22, \
    class_a_from: 90, standard_land: true, floor_ratio_agreed: 1.5, floor_ratio_built: 1.6, \
    energy_limit: 1, energy_used: 0.9, emission_limit: 1, emission_made: 0.85, \
    review_due: 2028-12-31, reviewed: 2026-06-01}
    """,
  ]

  private var collections: [String] {
    let projects = projects
    let homesteads = projects.first { $0.kind == .homesteads }
    let village = homesteads?.village ?? villages.first ?? ""
    return measureRecords + projectRecords(projects) + villageRecords
      + consentRecords(projects, homesteads?.code ?? "", village) + fieldRecords(projects)
      + groundRecords + ledgers(homesteads, village) + [SampleRegister.rest]
  }

  private var measureRecords: [String] {
    ["  measures:"] + district.measures.map { "    - {code: \"\($0.id)\"}" }
  }

  private func projectRecords(_ projects: [Project]) -> [String] {
    let starts = ["2024-03-15", "2025-04-01", "2026-05-06"]
    let ends = ["2025-02-28", "2026-12-31", "2027-02-20"]
    var fields = 0
    return ["  projects:"]
      + projects.map { project in
        if project.kind == .fields { fields += 1 }
        let kind = project.kind == .fields && fields <= 3 ? "contiguity_100" : project.kind.register
        let isPublic = [.belt, .rivers, .roads].contains(project.kind)
        let document =
          project.kind.register == "other"
          ? ", recognition: 明澜政函〔2023〕\(Int(project.code.suffix(2)) ?? 0)号（合成）" : ""
        return "    - {code: \(project.code), kind: \(kind), public_interest: \(isPublic), "
          + "rank: \(isPublic ? 1 : 2), started: \(starts[project.stage - 1]), "
          + "finished: \(ends[project.stage - 1])\(document)}"
      }
  }

  /// Members of the villagers' representative meeting, by the index of the village.
  private func members(_ village: Int) -> (all: Int, elected: Int, women: Int) {
    let elected = 38 + village * 7 % 13
    return (elected + 5, elected, (elected + 5) * 2 / 5)
  }

  private var villageRecords: [String] {
    ["  villages:"]
      + villages.enumerated().map { index, code in
        let people = members(index)
        return "    - {code: \"\(code)\", meeting_members: \(people.all), "
          + "representatives: \(people.elected), women: \(people.women)}"
      }
  }

  private func vote(_ project: String, _ village: String, _ subject: String) -> String {
    let people = members(villages.firstIndex(of: village) ?? 0)
    let present = people.all - 2
    return "    - {project: \"\(project)\", village: \"\(village)\", subject: \(subject), "
      + "eligible: \(people.all), present: \(present), in_favour: \(present - 3), against: 2, "
      + "abstain: 1}"
  }

  private func consentRecords(
    _ projects: [Project], _ homesteads: String, _ village: String
  ) -> [String] {
    ["  consents:"] + projects.map { vote($0.code, $0.village, "project") }
      + [vote("", village, "demolition"), vote("", village, "tenure")]
      + [
        """
          matters: []
          households:
            - {code: H1, project: \(homesteads), village: "\(village)", contract: 协议 1（合成）, \
        homestead_area: 130}
            - {code: H2, project: \(homesteads), village: "\(village)", contract: 协议 2（合成）, \
        homestead_area: 118, homestead_on: farmland}
          owners:
            - {owner: 村股份经济合作社（合成）, value_before: 800 wan_yuan, value_after: 812 wan_yuan}
          tenure_plans:
            - {project: \(homesteads), notice_days: 15, open_objections: 0, swaps: 1}
        """
      ]
  }

  private func fieldRecords(_ projects: [Project]) -> [String] {
    let fields = projects.filter { $0.kind == .fields }
    return ["  hsf_areas:"]
      + fields.enumerated().map { index, project in
        let works = Area(hundredths: project.area.hundredths * 6 / 100)
        let hill =
          index == fields.count - 1 ? ", terrain: hill, access_share: 0.95, crop: dry" : ""
        return "    - {project: \(project.code), area: \(project.area.decimal) m2, "
          + "infrastructure: \(works.decimal) m2\(hill)}"
      }
      + [
        """
          roads:
            - {code: JG1, kind: machine, width: 4}
            - {code: JG2, kind: machine, width: 5}
            - {code: SC1, kind: production, width: 2.5}
        """
      ]
  }

  /// The linked quota (增减挂钩) of one project: a third of the reclaimed ground is for resettlement
  /// and a sixth stays with the village; the rest is used elsewhere.
  private func ledgers(_ project: Project?, _ village: String) -> [String] {
    let code = project?.code ?? ""
    let ground = district.ground.first { Names.project($0.project) == code }
    let freed = Area(hundredths: Int64((ground?.reclaimed ?? 0) * 100))
    let farmland = Area(hundredths: Int64((ground?.reclaimedFarmland.squareMetres ?? 0) * 100))
    func share(_ numerator: Int64, _ denominator: Int64, of area: Area) -> String {
      "\(Area(hundredths: area.hundredths * numerator / denominator).decimal) m2"
    }
    let grade = ground?.reclaimedFarmland.grade ?? 1
    return [
      """
        reclamations:
          - {code: FK1, village: "\(village)", project: \(code), accepted: 2025-10-01, \
      area: \(freed.decimal) m2, farmland: \(farmland.decimal) m2, grade: \(grade), \
      to_ecological: false, resettlement: \(share(1, 3, of: freed)), \
      village_reserve: \(share(1, 6, of: freed)), spot_checked: true, in_supervision: true, \
      in_change_survey: true}
        linked_builds:
          - {code: JX1, project: \(code), date: 2025-11-01, area: \(share(1, 2, of: freed)), \
      farmland: \(share(1, 2, of: farmland)), grade: \(grade)}
        advances: []
        quota_entries:
          - {transfer: T1, date: 2025-10-01, kind: issue, debit: 村账户, credit: "", \
      quantity: \(freed.decimal) m2, rank: 1, village: "\(village)", project: \(code)}
          - {transfer: T2, date: 2025-10-15, kind: use, debit: 安置账户, credit: 村账户, \
      quantity: \(share(1, 3, of: freed)), rank: 1, village: "\(village)", project: \(code)}
          - {transfer: T3, date: 2025-11-01, kind: use, debit: 建新账户, credit: 村账户, \
      quantity: \(share(1, 2, of: freed)), rank: 5, village: "\(village)", project: \(code)}
        quota_needs:
          - {type: linked, village: "\(village)", rank: 1, quantity: \(share(1, 3, of: freed))}
      """
    ]
  }

  /// The records that refer to nothing in the district.
  private static let rest = """
      zones:
        - {code: P1, pilot: true, demonstration: true, main_tasks_done: 2025-11-30}
      approvals:
        - {kind: village_plan, doc_no: 明澜政〔2024〕1号（合成）, date: 2024-01-20, includes_pbf_plan: true}
        - {kind: project_plan, doc_no: 明澜资〔2023〕11号（合成）, date: 2023-11-02}
        - {kind: implementation_plan, doc_no: 明澜资〔2024〕3号（合成）, date: 2024-03-01}
        - {kind: tenure_plan, doc_no: 明澜政〔2024〕5号（合成）, date: 2024-03-05}
        - {kind: potential_survey, doc_no: "", date: 2023-06-01}
        - {kind: site_selection, doc_no: "", date: 2023-07-01}
        - {kind: planning_link, doc_no: "", date: 2023-07-15}
        - {kind: targets, doc_no: "", date: 2023-07-15}
        - {kind: ministry_filing, doc_no: 备案 0001（合成）, date: 2024-03-10}
        - {kind: new_farmland_check, doc_no: 核定 0001（合成）, date: 2025-12-01}
        - {kind: change_survey, doc_no: "", date: 2025-12-31}
        - {kind: county_acceptance, doc_no: 明澜资验〔2025〕1号（合成）, date: 2025-10-01}
      stages:
        - {number: 1, state: finished, started: 2024-03-15, passed: true, accepted: 2025-03-20, in_change_survey: true}
        - {number: 2, state: running, started: 2025-04-01, passed: false}
      years:
        - {year: 2024, in_implementation: false}
        - {year: 2025, in_implementation: true}
      assessments:
        - {kind: assessment, date: 2025-12-05}
        - {kind: performance, date: 2025-12-20}
      month_ends:
        - {date: 2024-04-30, farmland: 620 hm2, baseline: 618 hm2}
        - {date: 2024-05-31, farmland: 625 hm2, baseline: 618 hm2}
      farmland_events:
        - {code: JC1, date: 2025-03-01, direction: out, cause: agricultural, area: 2 hm2}
        - {code: JC2, date: 2025-09-01, direction: in, cause: restored, area: 3 hm2}
      province_years:
        - {year: 2024, stable_increase: 900 hm2, occupation_allowed: 800 hm2}
        - {year: 2025, stable_increase: 850 hm2, occupation_allowed: 880 hm2}
      schemes: []
      temporary_uses: []
      facilities: []
      parks:
        - {code: 云浦现代农业园区（合成）, area: 620 mu}
      supply_parcels: []
      collective_sales: []
      star_projects: []
      financings:
        - {code: D1, kind: loan, amount: 30000 wan_yuan, signed: 2024-05-01, years: 20}
      finance_periods:
        - {period: 1, inflow: 50000 wan_yuan, outflow: 42000 wan_yuan, operating_income: 0, quota_income: 0, debt_service: 1200 wan_yuan, cost_repaid: 0, cost_due: 0, government_income: 0}
        - {period: 2, inflow: 20000 wan_yuan, outflow: 21000 wan_yuan, operating_income: 3000 wan_yuan, quota_income: 9000 wan_yuan, debt_service: 7000 wan_yuan, cost_repaid: 8000 wan_yuan, cost_due: 8000 wan_yuan, government_income: 1000 wan_yuan}
    """
}

extension WorkKind {
  /// The kind of a project by its number from 0.
  static func of(project number: Int) -> WorkKind {
    var first = 0
    for kind in allCases {
      first += kind.projects
      if number < first { return kind }
    }
    return .boundary
  }

  /// The name of the kind of project in registers.
  fileprivate var register: String {
    switch self {
    case .fields, .basicFarmland: "farmland"
    case .homesteads: "village"
    case .workshops: "industry"
    case .belt, .rivers: "ecology"
    case .resettlement, .upgrade: "urban"
    case .roads, .facilities, .boundary: "other"
    }
  }
}
