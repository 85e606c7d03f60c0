import EventLog
import Foundation

/// The clock of the computer. The command line and the server read it; rooms below get the time handed
/// in.
public enum WallClock {
  public static func now() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}
