import Groundwork

/// The room that the values of a column need, from which the type of the field follows: at least what
/// the survey's standard gives it, and wider where a value would be cut.
struct FieldMeasure {
  let name: String
  private let column: ColumnType
  private let standard: VCTFieldType?
  private var hasText = false
  /// The most bytes of a text, in the encoding of the file.
  private var width = 1
  private var decimals = 0

  /// More decimals than this are rounded.
  private static let mostDecimals = 10

  init(_ column: Column) {
    name = column.name
    self.column = column.type
    standard = SurveyFields.type(of: column.name)
    if case .float(_, let decimals) = standard { self.decimals = decimals }
  }

  mutating func add(_ value: Value, _ encoding: TextEncoding) {
    switch value {
    case .null: return
    case .text(let text):
      hasText = hasText || column != .text
      width = max(width, FieldMeasure.width(of: text, encoding))
    case .integer(let number): width = max(width, String(number).utf8.count)
    case .real(let number):
      decimals = max(decimals, min(FieldMeasure.decimals(of: number), FieldMeasure.mostDecimals))
      width = max(width, String(Int64(clamping: number)).utf8.count)
    }
  }

  /// A character of GBK takes two bytes, those of ASCII one.
  private static func width(of text: String, _ encoding: TextEncoding) -> Int {
    encoding == .gbk
      ? text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x80 ? 1 : 2) } : text.utf8.count
  }

  /// The decimals of the shortest text that means the number.
  private static func decimals(of number: Double) -> Int {
    let text = String(number)
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return mostDecimals }
    let digits = text[text.index(after: point)...]
    return digits == "0" ? 0 : digits.count
  }

  /// Whether the standard's type is one for numbers; a column of texts stays one.
  var type: VCTFieldType {
    if column == .text || hasText {
      if case .char(let standard) = standard { return .char(max(standard, width)) }
      return width > 254 ? .varchar : .char(width)
    }
    if column == .integer {
      switch standard {
      case .int(let standard): return .int(max(standard, width))
      case .float(let standard, let decimals):
        return .float(width: max(standard, width + 1 + decimals), decimals: decimals)
      default: return .int(width)
      }
    }
    let needed = decimals == 0 ? width : width + 1 + decimals
    if case .float(let standard, _) = standard {
      return .float(width: max(standard, needed), decimals: decimals)
    }
    return .float(width: needed, decimals: decimals)
  }

  /// A value as the file has it, and whether it was rounded.
  func text(_ value: Value) -> (text: String, isRounded: Bool) {
    switch value {
    case .null: return ("", false)
    case .text(let text): return (text, false)
    case .integer(let number):
      if case .float(_, let decimals) = type, decimals > 0, !hasText,
        let written = WrittenNumber(Double(number), decimals: decimals),
        Int64(exactly: written.value) == number
      {
        return (written.text, false)
      }
      return (String(number), false)
    case .real(let number):
      guard !hasText, let written = WrittenNumber(number, decimals: decimals) else {
        return (String(number), false)
      }
      return (written.text, written.value != number)
    }
  }
}

extension Int64 {
  /// The whole part, or the nearest that fits.
  fileprivate init(clamping number: Double) {
    self =
      number.isNaN ? 0 : Int64(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
  }
}
