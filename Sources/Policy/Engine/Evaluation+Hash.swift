import Groundwork

extension Evaluation {
  /// SHA-256 of the JSON form, in hexadecimal.
  public func sha256() throws -> String { Evaluation.sha256(of: try json()) }

  /// SHA-256 of a JSON form that has already been made.
  public static func sha256(of json: [UInt8]) -> String { SHA256.hexadecimal(json) }
}

extension RuleBook {
  /// SHA-256 over all its files, tests included.
  public var sha256: String {
    var hash = SHA256()
    for file in files.sorted(by: { $0.name < $1.name }) {
      hash.update("\(file.name) \(file.sha256)\n")
    }
    return hash.finalize().hexadecimal
  }
}
