import Groundwork

/// The facts (事实) that rules may name: what each means, in which unit, and where it comes from.
///
/// A scalar is one value for the whole plan; a collection is a table of records. The catalogue is
/// data (`Policies/facts.yaml`); rules are checked against it when they are loaded, and facts when
/// they are filled in, so that a misspelt name or value is always found.
public struct FactCatalogue: Sendable, Hashable {
  /// One value, or one column of a collection.
  public struct Field: Sendable, Hashable {
    public let name: String
    public let type: FactType
    public let meaning: Localized
    /// From what it is taken.
    public let origin: Localized
    /// The office that has it as a rule; nil where the collection says so, or no office supplies it.
    public let supplier: Localized?
    /// The smallest value that makes sense, in the field's own unit.
    public let minimum: Rational?
    /// The only texts that are allowed; empty when any is.
    public let values: [String]
    /// Whether an empty text is a value ("none") rather than a gap.
    public let mayBeEmpty: Bool

    /// Who has it: the supplier, or else where it is taken from.
    public var source: Localized { supplier ?? origin }
  }

  /// A table of records.
  public struct Collection: Sendable, Hashable {
    public let name: String
    public let meaning: Localized
    public let origin: Localized
    /// The office that keeps the records as a rule; nil for what the program derives.
    public let supplier: Localized?
    /// Whether a table without rows is an answer. Where it is not, rules on it are undecidable.
    public let mayBeEmpty: Bool
    public let fields: [Field]
    /// Which fields identify a record as a witness: `id`, `from_id`, `to_id`, `from_class`,
    /// `to_class`, `area`.
    public let witness: [String: Int]
    private let indices: [String: Int]

    init(
      name: String, meaning: Localized, origin: Localized, supplier: Localized?, mayBeEmpty: Bool,
      fields: [Field], witness: [String: Int]
    ) {
      self.name = name
      self.meaning = meaning
      self.origin = origin
      self.supplier = supplier
      self.mayBeEmpty = mayBeEmpty
      self.fields = fields
      self.witness = witness
      indices = Dictionary(
        fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Who has the records: the supplier, or else where they are taken from.
    public var source: Localized { supplier ?? origin }
    public func fieldIndex(_ name: String) -> Int? { indices[name] }
    /// The field with the number of the record.
    var identifier: Int? { witness["id"] }
  }

  public let scalars: [Field]
  public let collections: [Collection]
  /// SHA-256 of the catalogue's file, in hexadecimal.
  public let sha256: String
  private let scalarIndices: [String: Int]
  private let collectionIndices: [String: Int]

  init(scalars: [Field], collections: [Collection], sha256: String) {
    self.scalars = scalars
    self.collections = collections
    self.sha256 = sha256
    scalarIndices = Dictionary(
      scalars.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    collectionIndices = Dictionary(
      collections.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func scalarIndex(_ name: String) -> Int? { scalarIndices[name] }
  public func collectionIndex(_ name: String) -> Int? { collectionIndices[name] }
}

/// What a fact may hold.
public enum FactType: Sendable, Hashable {
  /// A number in a unit.
  case quantity(UnitOfMeasure)
  case text
  case truth
  case date
  /// A whole number that names a record.
  case identifier

  init?(_ name: String) {
    switch name {
    case "text": self = .text
    case "truth": self = .truth
    case "date": self = .date
    case "id": self = .identifier
    default:
      guard let unit = UnitOfMeasure.named(name) else { return nil }
      self = .quantity(unit)
    }
  }

  /// As written in the catalogue.
  public var name: String {
    switch self {
    case .quantity(let unit): unit.name
    case .text: "text"
    case .truth: "truth"
    case .date: "date"
    case .identifier: "id"
    }
  }

  var valueType: ValueType {
    switch self {
    case .quantity(let unit): .number(unit.dimension)
    case .text: .text
    case .truth: .truth
    case .date: .date
    case .identifier: .number(.none)
    }
  }

  /// The unit of the value in a trace; quantities are traced in base units.
  var traceUnit: String? {
    switch self {
    case .quantity(let unit): unit.factor == .one ? unit.name : nil
    case .identifier: "number"
    default: nil
    }
  }
}
