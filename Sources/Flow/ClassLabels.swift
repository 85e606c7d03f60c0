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
    if code == nil, source.allSatisfy(\.isWhitespace) { return none }
    guard let code, let system, let land = LandClass(known: code, in: system) else {
      return FlowClass(
        source: .init(key: source, name: Localized(source), colour: colour(ofUnknown: source)))
    }
    return FlowClass(land, source: source)
  }

  /// The class of ground to which the layer gives none: null, empty or blank.
  static let none = FlowClass(
    source: .init(
      key: "(none)", name: Localized(zh: "无地类", en: "no class"), colour: "#b8b8b2"))

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
