import EventLog
import Foundation

/// The clock of the computer. Only the command line and the server read it; lower modules receive
/// the time as an argument.
public enum WallClock {
  public static func now() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}
