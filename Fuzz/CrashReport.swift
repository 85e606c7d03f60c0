import Foundation

/// Says which input was being tried when the program is stopped by a trap, by the address sanitizer
/// or because it takes too long.
///
/// A signal handler may do next to nothing: the text is kept ready in memory, and the handler writes
/// it out.
enum CrashReport {
  private nonisolated(unsafe) static let text = UnsafeMutableRawPointer.allocate(
    byteCount: capacity, alignment: 1)
  private nonisolated(unsafe) static var length = 0
  private static let capacity = 1 << 17

  /// Seconds after which an input counts as endless. The slowest takes a hundredth of that.
  private static let patience: UInt32 = 120

  static func install() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGALRM] {
      signal(number) { number in
        write(2, CrashReport.text, CrashReport.length)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// To be called before each input.
  static func prepare(_ name: String, _ input: [UInt8], place: String) {
    length = 0
    append("\n\(name): the program stopped at \(place). To see it again:\n")
    append("  Scripts/fuzz --replay \(name) \(hexadecimal(input))\n")
    alarm(patience)
  }

  private static func append(_ words: String) {
    for byte in words.utf8 where length < capacity {
      text.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
      length += 1
    }
  }
}
