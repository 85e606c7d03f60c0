/// The texts of a column: for each row the index of its text in a dictionary.
///
/// A condition on a text is evaluated once for each text of the dictionary, not once for each row.
/// The dictionary may hold duplicates, and texts that no row uses.
struct TextValues: Sendable, Equatable {
  /// Stands for a missing text.
  static let missing: Int32 = -1

  var codes: [Int32] = []
  var dictionary: [String] = []

  var count: Int { codes.count }

  @inline(__always)
  subscript(row: Int) -> String? {
    let code = codes[row]
    return code < 0 ? nil : dictionary[Int(code)]
  }

  /// Adds a row.
  ///
  /// - Parameter places: the index of each text in the dictionary.
  mutating func append(_ text: String, _ places: inout [String: Int32]) {
    codes.append(code(of: text, &places))
  }

  func replacing(_ changes: [(row: Int, text: String?)]) -> TextValues {
    var result = self
    var places = Dictionary(
      dictionary.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    for (row, text) in changes {
      result.codes[row] = text.map { result.code(of: $0, &places) } ?? TextValues.missing
    }
    return result
  }

  func reordered(by order: [Int]) -> TextValues {
    TextValues(codes: order.map { codes[$0] }, dictionary: dictionary)
  }

  private mutating func code(of text: String, _ places: inout [String: Int32]) -> Int32 {
    if let known = places[text] { return known }
    let code = Int32(dictionary.count)
    places[text] = code
    dictionary.append(text)
    return code
  }
}
