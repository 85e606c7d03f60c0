import Classes
import Groundwork

/// Makes flow classes of the classes in a layer, each once.
public struct ClassLabels {
  private let system: LandClassSystem?
  private var known: [Key: Int32] = [:]
  public private(set) var classes: [FlowClass] = []

  private struct Key: Hashable {
    var source: String
    var code: String
  }

  /// - Parameter system: the class system of the layer, `nil` if it has source values only.
  public init(system: LandClassSystem?) {
    self.system = system
  }

  /// The index of a class among ``classes``.
  public mutating func index(source: String, code: String?) -> Int32 {
    let key = Key(source: source, code: code ?? "")
    if let index = known[key] { return index }
    let index = Int32(classes.count)
    known[key] = index
    classes.append(ClassLabels.flowClass(source: source, code: code, system: system))
    return index
  }

  public static func flowClass(source: String, code: String?, system: LandClassSystem?) -> FlowClass
  {
    guard let code, let system, let land = LandClass(known: code, in: system) else {
      return FlowClass(
        source: .init(key: source, name: Localized(source), colour: colour(ofUnknown: source)))
    }
    let standard = FlowClass.Label(key: land.code, name: land.name, colour: land.colour)
    let first = land.firstLevel
    let sourceLabel =
      source == land.code
      ? standard
      : FlowClass.Label(key: source, name: Localized(source), colour: land.colour)
    return FlowClass(
      source: sourceLabel, standard: standard,
      level1: .init(key: first.code, name: first.name, colour: first.colour),
      category: .init(
        key: land.category.rawValue, name: land.category.name, colour: land.category.colour))
  }

  /// A quiet colour that depends on the text only.
  private static func colour(ofUnknown source: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in source.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let channels = [hash & 0xFF, (hash >> 8) & 0xFF, (hash >> 16) & 0xFF].map { 96 + $0 * 5 / 10 }
    return "#"
      + channels.map { value in
        let text = String(value, radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
  }
}
