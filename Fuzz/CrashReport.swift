import Foundation

/// Reports the current input when the program is stopped by a trap, by the address sanitizer or by
/// a timeout.
///
/// A signal handler may do very little, so the text is prepared in memory and the handler only
/// writes it.
enum CrashReport {
  private nonisolated(unsafe) static let text = UnsafeMutableRawPointer.allocate(
    byteCount: capacity, alignment: 1)
  private nonisolated(unsafe) static var length = 0
  private static let capacity = 1 << 17

  /// The timeout of an input in seconds. The slowest input takes a hundredth of it.
  private static let timeout: UInt32 = 120

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
    alarm(timeout)
  }

  private static func append(_ words: String) {
    for byte in words.utf8 where length < capacity {
      text.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
      length += 1
    }
  }
}
