/// Text made safe for the content and the quoted attributes of XML and HTML. Characters that XML 1.0
/// forbids are left out.
public func escapedMarkup(_ text: String) -> String {
  var escaped = ""
  escaped.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

/// Writes elements of SVG or HTML, attributes escaped, in the order given.
struct Markup {
  private(set) var text = ""

  typealias Attributes = KeyValuePairs<String, String>

  mutating func raw(_ markup: String) {
    text += markup
  }

  mutating func open(_ name: String, _ attributes: Attributes = [:]) {
    text += "<\(name)\(Markup.list(attributes))>"
  }

  mutating func close(_ name: String) {
    text += "</\(name)>"
  }

  /// An element without content.
  mutating func empty(_ name: String, _ attributes: Attributes = [:]) {
    text += "<\(name)\(Markup.list(attributes))/>"
  }

  /// An element with text and no attributes.
  mutating func element(_ name: String, _ content: String) {
    element(name, [:], content)
  }

  /// An element with text.
  mutating func element(_ name: String, _ attributes: Attributes = [:], _ content: String) {
    text += "<\(name)\(Markup.list(attributes))>\(escapedMarkup(content))</\(name)>"
  }

  /// An element with elements.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  private static func list(_ attributes: Attributes) -> String {
    attributes.map { " \($0.key)=\"\(escapedMarkup($0.value))\"" }.joined()
  }
}

/// A length in a drawing: at most two decimals, no trailing zeros, never `-0`.
func length(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let magnitude = hundredths.magnitude
  var text = "\(magnitude / 100)"
  if magnitude % 100 != 0 {
    text += magnitude % 100 < 10 ? ".0\(magnitude % 100)" : ".\(magnitude % 100)"
    if text.hasSuffix("0") { text.removeLast() }
  }
  return hundredths < 0 ? "-" + text : text
}

/// The font families of drawings and pages, the installed one first.
let fontFamilies =
  "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

/// The estimated width of a text, in units of its font size: a Chinese character is one, a Latin
/// letter or digit a little more than half.
func textWidth(_ text: String) -> Double {
  text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar.value {
    case 0x2E80...: width + 1
    case 0x41...0x5A: width + 0.66
    case 0x20, 0x2C, 0x2E, 0x69, 0x6C: width + 0.3
    default: width + 0.56
    }
  }
}
