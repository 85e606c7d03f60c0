/// Writes small ZIP archives byte by byte, without compression, to control the bytes of the names
/// (APPNOTE 4.3).
package enum ZipWriter {
  package static func zip(_ entries: [(name: [UInt8], bytes: [UInt8])]) -> [UInt8] {
    var body: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let common =
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(crc(entry.bytes), 4)
        + little(UInt32(entry.bytes.count), 4) + little(UInt32(entry.bytes.count), 4)
        + little(UInt32(entry.name.count), 2) + little(0, 2)
      directory += [0x50, 0x4B, 1, 2] + little(20, 2) + common
      directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
      directory += little(UInt32(body.count), 4) + entry.name
      body += [0x50, 0x4B, 3, 4] + common + entry.name + entry.bytes
    }
    let count = little(UInt32(entries.count), 2)
    return body + directory + [0x50, 0x4B, 5, 6] + little(0, 2) + little(0, 2) + count + count
      + little(UInt32(directory.count), 4) + little(UInt32(body.count), 4) + little(0, 2)
  }

  private static func little(_ value: UInt32, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  /// CRC-32 as ZIP has it (polynomial 0xEDB88320).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
