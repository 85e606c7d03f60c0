import Classes
import Groundwork
import YAMLFiles

extension DiagnosisSettings {
  /// Reads settings from YAML.
  ///
  /// - Throws: Diagnostic `diagnosis.settings`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file,
      report: YAMLNode.Report(
        "diagnosis", only: "settings", remedy: DiagnosisSettings.remedy))
    let map = try root.mapping([
      "name", "gap", "open", "block_sizes", "small_field", "settlement_gap", "settlement_sizes",
      "cell", "conversions", "forbidding",
    ])
    func chosen<T>(_ key: String, _ read: (YAMLNode) throws -> T) throws -> ChosenValue<T> {
      try ChosenValue(root.require(key, in: map), read)
    }
    func wholeNumbers(_ node: YAMLNode) throws -> [Int] {
      try node.list().map { try $0.wholeNumber() }
    }
    name = try root.require("name", in: map).text()
    gap = try chosen("gap") { try $0.number() }
    open = try chosen("open") { try $0.eachOneOf(LandUse.self) }
    blockSizes = try chosen("block_sizes", wholeNumbers)
    smallField = try chosen("small_field") { try $0.wholeNumber() }
    settlementGap = try chosen("settlement_gap") { try $0.number() }
    settlementSizes = try chosen("settlement_sizes", wholeNumbers)
    cell = try chosen("cell") { try $0.number() }
    conversions = try chosen("conversions") { try $0.list().map(Conversion.init) }
    forbidding = try chosen("forbidding") { try $0.texts() }
    try check(file)
  }
}

extension ChosenValue {
  fileprivate init(_ node: YAMLNode, _ read: (YAMLNode) throws -> Value) throws {
    let map = try node.mapping(["value", "chosen_by", "source"])
    value = try read(node.require("value", in: map))
    chosenBy = try node.require("chosen_by", in: map).localized()
    source = try node.require("source", in: map).localized()
  }
}

extension DiagnosisSettings.Conversion {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping(["use", "yuan"])
    use = try node.require("use", in: map).oneOf(LandUse.self)
    yuan = try node.require("yuan", in: map).wholeNumber()
  }
}
