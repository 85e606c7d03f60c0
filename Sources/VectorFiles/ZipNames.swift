import Groundwork

/// How the names in a ZIP archive are encoded.
///
/// An entry says so only if its name is UTF-8 (bit 11 of its flags; APPNOTE 4.4.4). Others are by the
/// standard code page 437; archives made on Chinese systems have them in GBK all the same.
enum ZipNames {
  /// The setting of GDAL for the entries that do not say; `nil` if all say or are plain ASCII.
  static func encoding(of archive: String) -> String? {
    guard let directory = directory(archive) else { return nil }
    var natures: [TextNature] = []
    var at = 0
    while at + 46 <= directory.count, directory[at..<at + 4].elementsEqual([0x50, 0x4B, 1, 2]) {
      let flags = number(directory, at + 8, 2)
      let name = at + 46..<at + 46 + number(directory, at + 28, 2)
      guard name.upperBound <= directory.count else { break }
      if flags & 0x800 == 0 {
        natures.append(TextNature(directory[name], fillsField: false))
      }
      at = name.upperBound + number(directory, at + 30, 2) + number(directory, at + 32, 2)
    }
    if natures.contains(.gbk) { return TextCoding.chinese }
    return natures.contains(.utf8) ? "UTF-8" : nil
  }

  /// A name without the mistake of programs that take the bytes of GBK for code page 437 and then mark
  /// what comes of it as UTF-8: `╡╪└α` is 地类.
  static func readable(_ name: String) -> String {
    guard !name.allSatisfy(\.isASCII), let bytes = TextCoding.bytes(name, in: "CP437"),
      TextCoding.text(bytes.map { CChar(bitPattern: $0) }, from: "CP437") == name,
      TextNature(bytes, fillsField: false) == .gbk
    else { return name }
    return TextCoding.text(bytes.map { CChar(bitPattern: $0) }, from: TextCoding.chinese) ?? name
  }

  /// The central directory, as the record at the end of the archive gives it; up to 16 MB.
  private static func directory(_ archive: String) -> [UInt8]? {
    guard let size = GDALSession.stat(archive)?.size else { return nil }
    let span = min(size, 65_557)
    guard let tail = GDALSession.bytes(archive, from: size - span, count: span),
      let end = tail.indices.reversed().first(where: {
        $0 + 22 <= tail.count && tail[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6])
      })
    else { return nil }
    let length = number(tail, end + 12, 4)
    let start = number(tail, end + 16, 4)
    guard length > 0, length <= 16 << 20, start + length <= size else { return nil }
    return GDALSession.bytes(archive, from: start, count: length)
  }

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
