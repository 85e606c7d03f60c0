import Tiles

/// Reads a vector tile back, as simply as can be, to check what the encoder wrote.
struct DecodedTile {
  struct Layer {
    var name = ""
    var version: UInt64 = 0
    var extent: UInt64 = 4096
    var features: [Feature] = []
  }

  struct Feature {
    var id: UInt64?
    var type: UInt64 = 0
    var rings: [[TilePoint]] = []
    var attributes: [String: TileValue] = [:]
  }

  struct Malformed: Error {
    var reason: String
  }

  var layers: [Layer] = []

  init(_ bytes: [UInt8]) throws {
    for (number, field) in try DecodedTile.fields(bytes) {
      guard number == 3 else { throw Malformed(reason: "tile field \(number)") }
      layers.append(try DecodedTile.layer(field.bytes()))
    }
  }

  enum Field {
    case varint(UInt64)
    case fixed(UInt64)
    case block([UInt8])

    func bytes() throws -> [UInt8] {
      guard case .block(let bytes) = self else { throw Malformed(reason: "not a block") }
      return bytes
    }

    func number() throws -> UInt64 {
      guard case .varint(let number) = self else { throw Malformed(reason: "not a varint") }
      return number
    }

    func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }
  }

  private static func layer(_ bytes: [UInt8]) throws -> Layer {
    var layer = Layer()
    var keys: [String] = []
    var values: [TileValue] = []
    var raw: [[(UInt64, Field)]] = []
    for (number, field) in try fields(bytes) {
      switch number {
      case 1: layer.name = try field.text()
      case 2: raw.append(try fields(field.bytes()))
      case 3: keys.append(try field.text())
      case 4: values.append(try value(field.bytes()))
      case 5: layer.extent = try field.number()
      case 15: layer.version = try field.number()
      default: throw Malformed(reason: "layer field \(number)")
      }
    }
    for fields in raw { layer.features.append(try feature(fields, keys, values)) }
    return layer
  }

  private static func feature(
    _ fields: [(UInt64, Field)], _ keys: [String], _ values: [TileValue]
  ) throws -> Feature {
    var feature = Feature()
    for (number, field) in fields {
      switch number {
      case 1: feature.id = try field.number()
      case 2:
        let tags = try packed(field.bytes())
        for pair in stride(from: 0, to: tags.count, by: 2) {
          feature.attributes[keys[Int(tags[pair])]] = values[Int(tags[pair + 1])]
        }
      case 3: feature.type = try field.number()
      case 4: feature.rings = try rings(packed(field.bytes()))
      default: throw Malformed(reason: "feature field \(number)")
      }
    }
    return feature
  }

  private static func rings(_ commands: [UInt64]) throws -> [[TilePoint]] {
    var rings: [[TilePoint]] = []
    var cursor = TilePoint(x: 0, y: 0)
    var index = 0
    while index < commands.count {
      let count = Int(commands[index] >> 3)
      let command = commands[index] & 7
      index += 1
      switch command {
      case 1, 2:
        if command == 1 { rings.append([]) }
        for _ in 0..<count {
          cursor.x += Int32(unzigzag(commands[index]))
          cursor.y += Int32(unzigzag(commands[index + 1]))
          index += 2
          rings[rings.count - 1].append(cursor)
        }
      case 7: break
      default: throw Malformed(reason: "command \(command)")
      }
    }
    return rings
  }

  private static func value(_ bytes: [UInt8]) throws -> TileValue {
    guard let (number, field) = try fields(bytes).first else { throw Malformed(reason: "value") }
    switch (number, field) {
    case (1, .block): return .text(try field.text())
    case (3, .fixed(let bits)): return .real(Double(bitPattern: bits))
    case (5, .varint(let number)): return .integer(Int64(number))
    case (6, .varint(let number)): return .integer(unzigzag(number))
    default: throw Malformed(reason: "value field \(number)")
    }
  }

  private static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private static func packed(_ bytes: [UInt8]) throws -> [UInt64] {
    var result: [UInt64] = []
    var rest = bytes[...]
    while !rest.isEmpty { result.append(try varint(&rest)) }
    return result
  }

  private static func fields(_ bytes: [UInt8]) throws -> [(UInt64, Field)] {
    var result: [(UInt64, Field)] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let tag = try varint(&rest)
      switch tag & 7 {
      case 0: result.append((tag >> 3, .varint(try varint(&rest))))
      case 1:
        let bits = rest.prefix(8).enumerated().reduce(UInt64(0)) {
          $0 | UInt64($1.element) << (8 * UInt64($1.offset))
        }
        rest = rest.dropFirst(8)
        result.append((tag >> 3, .fixed(bits)))
      case 2:
        let count = Int(try varint(&rest))
        guard rest.count >= count else { throw Malformed(reason: "block too long") }
        result.append((tag >> 3, .block(Array(rest.prefix(count)))))
        rest = rest.dropFirst(count)
      default: throw Malformed(reason: "wire type \(tag & 7)")
      }
    }
    return result
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    throw Malformed(reason: "varint cut short")
  }
}
