import Groundwork

extension VCTFile {
  /// Writes the file anew: everything that was understood, in the order of the file.
  ///
  /// A file in the form that ``VCTWriter`` gives comes out with the same bytes. Of any other the case of
  /// keywords, blank lines and spaces at the ends of lines are made regular; broken objects and lines,
  /// which ``diagnostics`` tells, are left out. Rows, topology and style go out as they are.
  public func rewrite(to path: String, cancellation: Cancellation = Cancellation()) throws {
    let writer = try VCTWriter(path, encoding: encoding, separator: header.separator)
    for (position, section) in sections.enumerated() {
      let isLast = position == sections.count - 1
      switch section.content {
      case .head: try writer.head(header)
      case .classes: try writer.classes(classes)
      case .tables: try writer.tables(tables)
      case .objects(let kind):
        try writer.section(kind.rawValue, isLast: isLast) {
          try copy(kind, section, to: writer, cancellation)
        }
      case .rows:
        try writer.section("Attribute", isLast: isLast) { try copyLines(of: section, to: writer) }
      case .other:
        try writer.section(section.name, isLast: isLast) { try copyLines(of: section, to: writer) }
      }
    }
    try writer.close()
  }

  private func copy(
    _ kind: VCTKind, _ section: Section, to writer: VCTWriter, _ cancellation: Cancellation
  ) throws {
    var reader = reader(lines(of: section))
    var count = 0
    while reader.hasNext {
      count += 1
      if count % 256 == 0 { try cancellation.check() }
      guard let put = next(kind, &reader) else {
        // Told when the file was opened.
        reader.recover()
        continue
      }
      try put(writer)
    }
  }

  private func copyLines(of section: Section, to writer: VCTWriter) throws {
    var lines = lines(of: section)
    while let line = lines.next() {
      try writer.raw(line.bytes)
      try writer.blank()
    }
  }

  /// What writes the next object; `nil` if that is broken.
  private func next(
    _ kind: VCTKind, _ reader: inout VCTObjectReader
  ) -> ((VCTWriter) throws -> Void)? {
    do throws(LineFault) {
      switch kind {
      case .point:
        let object = try reader.pointObject()
        return { try $0.point(object) }
      case .line:
        let object = try reader.line()
        return { try $0.line(object) }
      case .polygon:
        let object = try reader.polygon()
        return { try $0.polygon(object) }
      case .annotation:
        let object = try reader.annotation()
        return { try $0.annotation(object) }
      }
    } catch {
      return nil
    }
  }
}
