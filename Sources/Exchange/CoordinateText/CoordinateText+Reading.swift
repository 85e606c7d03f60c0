import Groundwork

extension CoordinateText {
  /// Reads a file.
  ///
  /// - Parameter encoding: of the texts; `nil` to find out.
  /// - Throws: ``Groundwork/Diagnostic`` `import.file-unreadable`, `txt.no-parcels`.
  public init(path: String, encoding: TextEncoding? = nil) throws {
    try self.init(FileBytes(path: path), path, encoding)
  }

  /// Reads bytes that are in memory.
  public init(_ bytes: [UInt8], path: String = "-") throws {
    try self.init(FileBytes(bytes), path, nil)
  }

  private init(_ content: FileBytes, _ path: String, _ encoding: TextEncoding?) throws {
    let found = TextEncoding.of(content.bytes)
    let encoding = found == .utf8Marked ? found : encoding ?? found
    self.init(sections: [], parcels: [], encoding: encoding, path: path)
    lineEnd = content.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    var faults = LineFaults(file: path)
    var lines = TextLines(content.bytes, from: encoding == .utf8Marked ? 3 : 0)
    var section = ""
    while let line = lines.next() {
      guard let text = encoding.text(line.bytes) else {
        // It may have been a point.
        if !parcels.isEmpty { parcels[parcels.count - 1].isBroken = true }
        faults.add(
          "txt.encoding", line: line.number,
          Localized(
            zh: "文字不是 \(encoding.rawValue)，已跳过。",
            en: "It is not valid \(encoding.rawValue) and is ignored."))
        continue
      }
      if text.hasPrefix("["), text.hasSuffix("]") {
        section = String(text.dropFirst().dropLast()).trimmingSpaces
        if section != CoordinateText.coordinates { sections.append(Section(section, [])) }
      } else if section != CoordinateText.coordinates {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let entry = Entry(
          String(parts[0]).trimmingSpaces, parts.count > 1 ? String(parts[1]).trimmingSpaces : "")
        if sections.isEmpty { sections.append(Section("", [])) }
        sections[sections.count - 1].entries.append(entry)
      } else if text.hasSuffix("@") {
        parcels.append(CoordinateText.parcel(text, line.number))
      } else {
        do throws(LineFault) {
          let point = try CoordinateText.point(text, line.number)
          guard !parcels.isEmpty else {
            throw LineFault(
              line: line.number,
              what: Localized(
                zh: "界址点之前没有地块行（以 @ 结束）。",
                en: "No parcel line (a line that ends in @) precedes the point."))
          }
          parcels[parcels.count - 1].points.append(point)
        } catch {
          if !parcels.isEmpty { parcels[parcels.count - 1].isBroken = true }
          faults.add(
            "txt.point", line: error.line, error.what, layer: CoordinateText.layerName)
        }
      }
    }
    guard !parcels.isEmpty else {
      throw Diagnostic(
        code: "txt.no-parcels",
        Localized(zh: "[地块坐标] 中没有地块。", en: "[地块坐标] contains no parcel."),
        remedy: Localized(
          zh: "地块行应以 @ 结束，其后是界址点。", en: "The line of a parcel ends in @, and its points follow."),
        file: path)
    }
    diagnostics = faults.all
  }

  /// The name of the layer that the parcels become.
  static let layerName = "DKZB"

  private static func parcel(_ text: String, _ line: Int) -> Parcel {
    var fields = text.dropLast().split(
      separator: ",", omittingEmptySubsequences: false
    ).map(String.init)
    // The last comma stands before the @.
    if fields.last?.trimmingSpaces.isEmpty == true { fields.removeLast() }
    return Parcel(fields: fields, points: [], line: line)
  }

  private static func point(_ text: String, _ line: Int) throws(LineFault) -> Point {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0).trimmingSpaces }
    guard parts.count == 4, let ring = Int(parts[1]), let northing = WrittenNumber(parts[2]),
      let easting = WrittenNumber(parts[3])
    else {
      throw LineFault(
        line: line,
        what: Localized(
          zh: "此处应为“点号,圈号,X,Y”，该点已略去，其地块不能使用。",
          en: "‘name,ring,X,Y’ is expected; the point is skipped, and its parcel cannot be used."))
    }
    return Point(name: parts[0], ring: ring, northing: northing, easting: easting)
  }

  /// Writes the text; what was read in the same form comes out with the same bytes.
  ///
  /// - Returns: how many characters the encoding lacks; `?` stands there.
  @discardableResult
  public func write(to path: String) throws -> Int {
    let out = try LineOutput(path, end: lineEnd)
    var missing = 0
    func line(_ text: String) throws { try out.line(encoding.bytes(text, missing: &missing)) }
    if encoding == .utf8Marked { out.append(TextEncoding.mark) }
    for section in sections {
      try line("[\(section.name)]")
      for entry in section.entries { try line("\(entry.key)=\(entry.value)") }
    }
    try line("[\(CoordinateText.coordinates)]")
    for parcel in parcels {
      try line(parcel.fields.joined(separator: ",") + ",@")
      for point in parcel.points {
        try line(
          [point.name, String(point.ring), point.northing.text, point.easting.text]
            .joined(separator: ","))
      }
    }
    try out.close()
    return missing
  }
}
