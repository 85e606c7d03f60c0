import Foundation
import Groundwork

/// Refreshes the fields of a Word document that people went on editing: what stands in content controls
/// of ours is set to the values of today, and nothing else is touched.
public struct WordRefresh: Sendable {
  /// A field whose text changed.
  public struct Change: Sendable, Hashable, Encodable {
    public var key: String
    public var before: String
    public var after: String
  }

  public private(set) var xml: String
  public private(set) var changes: [Change] = []
  /// Fields that were found, and those that have no value any more.
  public private(set) var found: [String] = []
  public private(set) var unknown: [String] = []
  /// What changed and could not be marked as a tracked change: tables with other columns, and pictures.
  public private(set) var unmarked: [String] = []

  /// Tells of a picture that was made again.
  public mutating func add(figure key: String, isChanged: Bool, _ isMarked: Bool) {
    found.append("figure:" + key)
    guard isChanged else { return }
    changes.append(Change(key: "figure:" + key, before: "", after: ""))
    if isMarked { unmarked.append("figure:" + key) }
  }

  /// Tells of a picture that stays because there is none of its name any more.
  public mutating func add(unknownFigure key: String) { unknown.append("figure:" + key) }

  /// The line below a table that says where it comes from is set, too, and is no field of its own.
  static let sourcePrefix = "source:"

  private struct Control {
    var key: String
    /// From `<w:sdt>` to `</w:sdt>`.
    var whole: Range<String.Index>
    var content: Range<String.Index>
  }

  /// - Parameters:
  ///   - xml: `word/document.xml`.
  ///   - isMarked: whether what differs is written as tracked changes (修订); what the document had been
  ///     before its tracked changes stays the version that they refer to.
  /// - Throws: Diagnostic `document.not-word` where content controls do not close.
  public init(_ xml: String, _ values: WordValues, isMarked: Bool = false) throws {
    var marks = WordMarks()
    var text = ""
    var rest = xml.startIndex
    for control in try WordRefresh.controls(xml) {
      text += xml[rest..<control.whole.lowerBound]
      let head = String(xml[control.whole.lowerBound..<control.content.lowerBound])
      let old = String(xml[control.content])
      rest = control.content.upperBound
      if control.key.hasPrefix(WordRefresh.sourcePrefix) {
        let key = String(control.key.dropFirst(WordRefresh.sourcePrefix.count))
        let source = values.tables[key]?.source ?? WordRefresh.text(of: old)
        let isSame = source == WordRefresh.text(of: old)
        text += head + (isSame ? old : WordRefresh.replacing(old, with: source))
      } else if control.key.hasPrefix("table:") {
        guard let table = values.tables[String(control.key.dropFirst(6))] else {
          unknown.append(control.key)
          text += head + old
          continue
        }
        found.append(control.key)
        text += WordRefresh.titled(head, table.source)
        let width = WordColumns.width(of: old)
        let now = table.xml(width: width)
        let (before, after) = (WordRefresh.cells(of: old), WordRefresh.cells(of: now))
        if before == after {
          text += old
          continue
        }
        changes.append(Change(key: control.key, before: before, after: after))
        let marked =
          isMarked
          ? marks.table(table, since: WordMarks.approvedRows(of: old), width: width) : nil
        if isMarked, marked == nil { unmarked.append(control.key) }
        text += marked ?? now
      } else {
        guard let field = values.fields[control.key] else {
          unknown.append(control.key)
          text += head + old
          continue
        }
        found.append(control.key)
        text += WordRefresh.titled(head, field.source)
        let before = WordRefresh.text(of: old)
        if before == field.text {
          text += old
        } else {
          changes.append(Change(key: control.key, before: before, after: field.text))
          let approved = WordMarks.approvedText(of: old)
          let isBlock = old.contains("<w:p>") || old.contains("<w:p ")
          if isMarked, !isBlock {
            let looks = WordMarks.looks(of: old)
            text +=
              approved == field.text
              ? WordXML.run(field.text, looks: looks)
              : marks.field(from: approved, to: field.text, looks: looks)
          } else {
            if isMarked { unmarked.append(control.key) }
            text += WordRefresh.replacing(old, with: field.text)
          }
        }
      }
    }
    self.xml = text + xml[rest...]
  }

  /// The outermost controls with a tag of ours, in order.
  private static func controls(_ xml: String) throws -> [Control] {
    var controls: [Control] = []
    let mark = try Regex("<w:sdt>|<w:sdt |</w:sdt>")
    var open: [String.Index] = []
    for match in xml.matches(of: mark) {
      if xml[match.range] != "</w:sdt>" {
        open.append(match.range.lowerBound)
        continue
      }
      guard let start = open.popLast() else { throw notWord }
      if let control = control(xml, start..<match.range.upperBound) {
        // One that holds others stands for all of them.
        controls.removeAll { control.whole.contains($0.whole.lowerBound) }
        controls.append(control)
      }
    }
    guard open.isEmpty else { throw notWord }
    return controls
  }

  private static func control(_ xml: String, _ whole: Range<String.Index>) -> Control? {
    let inner = xml[whole]
    guard let begin = inner.firstRange(of: "<w:sdtContent>"),
      let end = inner.ranges(of: "</w:sdtContent>").last,
      let tag = inner[..<begin.lowerBound].firstRange(of: "<w:tag w:val=\"\(WordXML.tagPrefix)"),
      let quote = inner[tag.upperBound...].firstIndex(of: "\"")
    else { return nil }
    return Control(
      key: String(inner[tag.upperBound..<quote]), whole: whole,
      content: begin.upperBound..<end.lowerBound)
  }

  /// The start of a control with a new title: where its figure comes from today.
  private static func titled(_ head: String, _ source: String) -> String {
    guard let old = head.firstMatch(of: /<w:alias w:val="[^"]*"\/>/) else { return head }
    return head[..<old.range.lowerBound] + WordXML.alias(source) + head[old.range.upperBound...]
  }

  /// The cells of a table, each on a line: `1 | 23` is not `12 | 3`.
  private static func cells(of xml: String) -> String {
    xml.split(separator: "</w:tr>").filter { !isDeleted($0) }.joined()
      .split(separator: "</w:tc>").map { text(of: String($0)) }.joined(separator: "\n")
  }

  /// Whether a tracked change deletes the row.
  private static func isDeleted(_ row: Substring) -> Bool {
    let properties = row.firstRange(of: "</w:trPr>").map { row[..<$0.lowerBound] } ?? ""
    return properties.contains("<w:del ")
  }

  /// The text of runs, in order.
  static func text(of xml: String) -> String {
    var text = ""
    var rest = xml[...]
    while let open = rest.firstRange(of: "<w:t"),
      let close = rest[open.upperBound...].firstIndex(of: ">")
    {
      let isText = rest[open.upperBound] == ">" || rest[open.upperBound] == " "
      let start = rest.index(after: close)
      if isText, rest[rest.index(before: close)] != "/",
        let end = rest[start...].firstRange(of: "</w:t>")
      {
        text += rest[start..<end.lowerBound]
        rest = rest[end.upperBound...]
      } else {
        rest = rest[start...]
      }
    }
    return WordXML.unescaped(text)
  }

  /// The first run with the new text and its own looks; other runs of the field go. A field that somebody
  /// emptied gets a run.
  private static func replacing(_ content: String, with text: String) -> String {
    var isFirst = true
    let replaced = content.replacing(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/) { _ in
      defer { isFirst = false }
      let shown = isFirst ? WordXML.escaped(text) : ""
      return "<w:t xml:space=\"preserve\">\(shown)</w:t>"
    }
    guard isFirst else { return replaced }
    guard let end = content.ranges(of: "</w:p>").last else { return content + WordXML.run(text) }
    return content[..<end.lowerBound] + WordXML.run(text) + content[end.lowerBound...]
  }

  private static var notWord: Diagnostic {
    Diagnostic(
      code: "document.not-word",
      Localized(zh: "文档的内容控件不完整。", en: "Content controls of the document do not close."))
  }
}
