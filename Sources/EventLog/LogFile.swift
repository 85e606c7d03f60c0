import Foundation
import Groundwork

/// A log as text: the header's line, then the line of every event.
///
/// What `zhitu log show --lines` writes; it can be checked without this program: the hash of each line
/// is the `previous` of the next.
public enum LogFile {
  /// Writes the header and all events; `write` gets one line at a time, without its end.
  /// - Throws: Diagnostic `log.empty`; what `write` throws.
  public static func write(
    _ reader: any EventReading, _ write: ([UInt8]) throws -> Void
  ) throws {
    guard let header = try reader.logHeader() else { throw Diagnostic.emptyLog }
    try write(header.line)
    guard let last = try reader.lastEvent()?.count else { return }
    var previous = header.hash
    let line = LineBuffer()
    try reader.visitEvents(1...last) { view in
      line.removeAll()
      view.appendLine(previous: previous, to: line)
      try write(Array(line.bytes))
      previous = view.hash
    }
  }

  /// Reads a log that was written so. The hashes are those that the lines state; the last event's is
  /// computed. Verify the store afterwards.
  /// - Throws: Diagnostics `log.bad-line` with the number of the line, `log.newer`.
  public static func read(_ text: [UInt8], into store: any EventWriting) throws {
    var header: LogHeader?
    var records: [EventRecord] = []
    let lines = text.split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      do {
        guard let header else {
          let found = try JSONDecoder().decode(LogHeader.self, from: Data(line))
          guard found.format <= LogHeader.format else { throw newer(found.format) }
          header = found
          continue
        }
        var record = try Line(Array(line)).record()
        if let last = records.indices.last { records[last].hash = record.previous }
        record.hash = header.algorithm.hash(record.line)
        guard record.line == Array(line) else { throw NotCanonical() }
        records.append(record)
      } catch let newer as Diagnostic where newer.code == "log.newer" {
        throw newer
      } catch {
        throw Diagnostic(
          code: "log.bad-line",
          Localized(zh: "不是日志的行：\(error)", en: "not a line of a log: \(error)"),
          feature: String(index + 1))
      }
    }
    guard let header else { throw Diagnostic.emptyLog }
    try store.insert(header)
    try store.insert(records)
  }

  private struct NotCanonical: Error {}

  private static func newer(_ format: Int) -> Diagnostic {
    Diagnostic(
      code: "log.newer",
      Localized(
        zh: "日志格式 \(format) 比本程序新。", en: "the log's format \(format) is newer than this program."),
      remedy: Localized(zh: "升级 zhitu。", en: "Update zhitu."))
  }

  /// One line, taken apart. The JSON of its parts must be had as bytes, which `JSONDecoder` does not
  /// give; the keys stand in a known order, and what is found must give the same line again.
  private struct Line {
    private struct Fields: Decodable {
      var actor: Actor
      var basis: [Reliance]
      var position: Int64
      var previous: Digest
      var schema: Int
      var stream: StreamName
      var time: Timestamp
      var type: String
      var version: Int64
    }

    private let fields: Fields
    private let data: [UInt8]
    private let actor: [UInt8]
    private let basis: [UInt8]

    init(_ line: [UInt8]) throws {
      fields = try JSONDecoder().decode(Fields.self, from: Data(line))
      let json = CanonicalJSON()
      actor = try json.bytes(fields.actor)
      basis = try json.bytes(fields.basis)
      let start = 9 + actor.count + 9 + basis.count + 8
      let tail = ",\"position\":\(fields.position),\"previous\":\"\(fields.previous)\",\"schema\""
      guard let end = line.lastRange(of: Array(tail.utf8)), start <= end else {
        throw NotCanonical()
      }
      data = Array(line[start..<end])
    }

    func record() throws -> EventRecord {
      EventRecord(
        position: fields.position, stream: fields.stream, version: fields.version,
        time: fields.time, type: fields.type, schema: fields.schema, actorJSON: actor,
        basisJSON: basis, data: data, previous: fields.previous, hash: .zero)
    }
  }
}

extension [UInt8] {
  /// Where the last occurrence of some bytes begins.
  fileprivate func lastRange(of pattern: [UInt8]) -> Int? {
    guard pattern.count <= count else { return nil }
    return stride(from: count - pattern.count, through: 0, by: -1)
      .first { self[$0..<($0 + pattern.count)].elementsEqual(pattern) }
  }
}
