import Groundwork
import YAMLFiles

/// What a survey of potential needs besides maps (潜力登记): people and houses of villages, the taxes
/// and land of enterprises. A value that nobody supplied is `nil`, never zero.
public struct PotentialRegister: Sendable, Hashable, Codable {
  public struct Village: Sendable, Hashable, Codable {
    /// 12 digits.
    public var code: String
    /// Permanent residents (常住人口).
    public var population: Int?
    public var households: Int?
    /// Homesteads, and those of them that nobody lives in (闲置宅基地).
    public var homesteads: Int?
    public var idle: Int?
    /// Ground that a planned relocation frees, and that the resettlement takes.
    public var vacated: Area?
    public var resettled: Area?
  }

  /// An enterprise with its figures of one year.
  public struct Enterprise: Sendable, Hashable, Codable {
    /// Ground on one patch.
    public struct Holding: Sendable, Hashable, Codable {
      public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Owned and used.
        case owned
        /// Rented and used.
        case rented
        /// Owned, but let to others: counted only where it is used.
        case leased
      }

      public var patch: String
      public var kind: Kind
      public var area: Area
    }

    public var code: String
    public var name: String
    public var holdings: [Holding]
    /// By the id of the indicator's amount, in 分, or a count times 100.
    public var amounts: [String: Int64]
  }

  /// Where the numbers come from.
  public var source: Localized
  /// Made-up data.
  public var isSynthetic: Bool
  public var year: Int
  public var villages: [Village]
  public var enterprises: [Enterprise]
  /// `nil` in registers of older versions, and where nobody keeps one.
  public var standardLand: [StandardParcel]?
  /// Floor space that stands on parcels; `nil` as above.
  public var floorSpace: [FloorSpace]?

  /// The floor space of all buildings of a patch (建筑面积).
  public struct FloorSpace: Sendable, Hashable, Codable {
    public var patch: String
    public var area: Area
  }
}

extension PotentialRegister {
  private static let report = YAMLNode.Report(
    "potential.register",
    remedy: Localized(
      zh: "对照 zhitu sample --potential 写出的登记文件改正。",
      en: "Correct it after the model that zhitu sample --potential writes."))

  /// Reads a register (`zhitu.potential-register/1`).
  ///
  /// - Throws: Diagnostics `potential.register.*`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(yaml, file: file, report: PotentialRegister.report)
    let map = try root.mapping([
      "schema", "source", "synthetic", "year", "villages", "enterprises", "standard_land",
      "floor_space",
    ])
    let schema = try root.require("schema", in: map)
    guard try schema.text() == "zhitu.potential-register/1" else {
      throw schema.error(
        "schema", zh: "格式应为 zhitu.potential-register/1",
        en: "the schema must be zhitu.potential-register/1")
    }
    source = try root.require("source", in: map).localized()
    isSynthetic = try map["synthetic"]?.boolean() ?? false
    year = try root.require("year", in: map).wholeNumber()
    var seen: Set<String> = []
    func unique(_ id: String, _ node: YAMLNode) throws {
      if seen.insert(id).inserted { return }
      throw node.error("twice", zh: "“\(id)”出现两次", en: "‘\(id)’ stands twice")
    }
    villages =
      try map["villages"]?.list().map { node in
        let village = try Village(node)
        try unique(village.code, node)
        return village
      } ?? []
    enterprises =
      try map["enterprises"]?.list().map { node in
        let enterprise = try Enterprise(node)
        try unique(enterprise.code, node)
        return enterprise
      } ?? []
    var parcels: Set<String> = []
    standardLand = try map["standard_land"]?.list().map { node in
      let parcel = try StandardParcel(node)
      guard parcels.insert(parcel.patch).inserted else {
        throw node.error("twice", zh: "“\(parcel.patch)”出现两次", en: "‘\(parcel.patch)’ stands twice")
      }
      return parcel
    }
    var built: Set<String> = []
    floorSpace = try map["floor_space"]?.list().map { node in
      let own = try node.mapping(["patch", "m2"])
      let patch = try node.require("patch", in: own).text()
      guard built.insert(patch).inserted else {
        throw node.error("twice", zh: "“\(patch)”出现两次", en: "‘\(patch)’ stands twice")
      }
      return FloorSpace(patch: patch, area: try node.require("m2", in: own).area())
    }
  }
}

extension PotentialRegister.Village {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "code", "population", "households", "homesteads", "idle", "vacated_m2", "resettled_m2",
    ])
    func count(_ key: String) throws -> Int? { try map[key].flatMap { try $0.count() } }
    func area(_ key: String) throws -> Area? {
      try map[key].flatMap { try $0.isNull ? nil : $0.area() }
    }
    let code = try node.require("code", in: map)
    self.code = try code.text()
    guard self.code.count == 12, self.code.allSatisfy(\.isNumber) else {
      throw code.error("code", zh: "村代码为 12 位数字", en: "the code of a village has 12 digits")
    }
    population = try count("population")
    households = try count("households")
    homesteads = try count("homesteads")
    idle = try count("idle")
    vacated = try area("vacated_m2")
    resettled = try area("resettled_m2")
    if let idle, let homesteads, idle > homesteads {
      throw node.error(
        "idle", zh: "闲置宅基地多于宅基地", en: "more homesteads are idle than there are", field: "idle")
    }
  }
}

extension PotentialRegister.Enterprise {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["code", "name", "holdings", "amounts"])
    code = try node.require("code", in: map).text()
    name = try node.require("name", in: map).text()
    holdings = try node.require("holdings", in: map).list().map { item in
      let holding = try item.mapping(["patch", "kind", "m2"])
      return Holding(
        patch: try item.require("patch", in: holding).text(),
        kind: try item.require("kind", in: holding).oneOf(Holding.Kind.self),
        area: try item.require("m2", in: holding).area())
    }
    amounts = [:]
    for (key, value) in try map["amounts"]?.pairs() ?? [] where !value.isNull {
      amounts[key] = try value.hundredths()
    }
  }
}

extension PotentialRegister.StandardParcel {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["patch", "done", "controls"])
    patch = try node.require("patch", in: map).text()
    done = [:]
    controls = [:]
    for (key, value) in try map["done"]?.pairs() ?? [] where !value.isNull {
      done[key] = try value.boolean()
    }
    for (key, value) in try map["controls"]?.pairs() ?? [] where !value.isNull {
      controls[key] = try value.hundredths()
    }
  }
}

extension YAMLNode {
  /// A count that is not negative; `nil` for null.
  fileprivate func count() throws -> Int? {
    if isNull { return nil }
    let number = try wholeNumber()
    guard (0...100_000_000).contains(number) else {
      throw error("count", zh: "须为不小于零的整数", en: "must be a count, not below zero")
    }
    return number
  }

  /// An amount with at most two decimals, not below zero, in hundredths.
  fileprivate func hundredths() throws -> Int64 {
    let text = try text()
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let places = parts.count == 2 ? parts[1] : ""
    guard parts.count <= 2, (parts[0] + places).allSatisfy({ $0.isASCII && $0.isNumber }),
      parts.count == 1 || (1...2).contains(places.count), parts[0].count <= 15,
      let number = Int64(parts[0] + places + String(repeating: "0", count: 2 - places.count))
    else {
      throw error(
        "amount", zh: "“\(text)”不是至多两位小数的非负数",
        en: "‘\(text)’ is no amount of at most two decimals")
    }
    return number
  }

  fileprivate func area() throws -> Area {
    let metres = try number()
    guard metres >= 0, let area = Area(roundingSquareMetres: metres) else {
      throw error("area", zh: "须为不小于零的平方米数", en: "must be m², not below zero")
    }
    return area
  }
}
