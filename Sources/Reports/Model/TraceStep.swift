extension Verdict {
  /// One step of a rule's computation.
  public struct TraceStep: Codable, Sendable {
    public var expression: String
    public var value: TraceValue
    public var unit: String?

    public init(expression: String, value: TraceValue, unit: String? = nil) {
      self.expression = expression
      self.value = value
      self.unit = unit
    }
  }

  /// A number, a text, a truth value, or nothing for unknown.
  public enum TraceValue: Codable, Sendable, Hashable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case unknown

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .unknown
      } else if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      case .truth(let truth): try container.encode(truth)
      case .unknown: try container.encodeNil()
      }
    }
  }
}
