import CZlib

/// Compression of answers and stored documents.
public enum Gzip {
  /// zlib could not compress; holds zlib's own code.
  public struct Failure: Error, Hashable {
    public var code: Int32
  }

  /// The bytes in gzip format (RFC 1952). The same bytes give the same result.
  public static func compress(_ bytes: [UInt8], level: Int32 = 6) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    let opened = zhitu_deflate_init_gzip(&stream, level)
    guard opened == Z_OK else { throw Failure(code: opened) }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    var input = bytes
    var code = Z_OK
    var written = 0
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        code = deflate(&stream, Z_FINISH)
        written = target.count - Int(stream.avail_out)
      }
    }
    guard code == Z_STREAM_END else { throw Failure(code: code) }
    output.removeLast(output.count - written)
    return output
  }

  /// The bytes that ``compress(_:level:)`` was given.
  public static func decompress(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    let opened = zhitu_inflate_init_gzip(&stream)
    guard opened == Z_OK else { throw Failure(code: opened) }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var input = bytes
    var code = Z_OK
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      repeat {
        chunk.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          code = inflate(&stream, Z_NO_FLUSH)
          output.append(contentsOf: target[0..<(target.count - Int(stream.avail_out))])
        }
      } while code == Z_OK
    }
    guard code == Z_STREAM_END else { throw Failure(code: code) }
    return output
  }
}
