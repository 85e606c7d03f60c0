/// Variables of a document, which readers do not see and Word keeps when it saves: of what the document
/// was made, so that a refresh asks for the same.
public enum WordVariables {
  private static let prefix = "zhitu:"

  static func xml(_ variables: [String: String]) -> String {
    guard !variables.isEmpty else { return "" }
    let list = variables.sorted { $0.key < $1.key }.map { name, value in
      "<w:docVar w:name=\"\(prefix)\(WordXML.escaped(name))\" w:val=\"\(WordXML.escaped(value))\"/>"
    }
    return "<w:docVars>\(list.joined())</w:docVars>"
  }

  /// The variables of ours.
  ///
  /// - Parameter settings: `word/settings.xml`.
  public static func read(settings: String) -> [String: String] {
    var variables: [String: String] = [:]
    for match in settings.matches(of: /<w:docVar w:name="zhitu:([^"]*)" w:val="([^"]*)"/) {
      variables[WordXML.unescaped(match.1)] = WordXML.unescaped(match.2)
    }
    return variables
  }
}
