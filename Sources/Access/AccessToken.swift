import EventLog
import Groundwork

/// A token (访问令牌) with which a program that cannot sign in, such as QGIS, reads in somebody's name: for
/// reading layers and nothing else, for a time, and until it is revoked.
///
/// A token is 256 random bits, so its plain hash keeps it (see ``Credentials/hash(recoveryCode:)``).
public struct AccessToken: Hashable, Sendable, Codable {
  /// For whom or what it is, in the words of its owner.
  public var name: String
  public var issued: Timestamp
  /// Exclusive.
  public var until: Timestamp
  /// Its last use that was noted.
  public var seen: Timestamp?

  public init(name: String, issued: Timestamp, until: Timestamp, seen: Timestamp? = nil) {
    self.name = name
    self.issued = issued
    self.until = until
    self.seen = seen
  }

  /// The longest that a token is good for, in days.
  public static let longestDays: Int64 = 366

  /// The most tokens of one account.
  public static let most = 20

  /// How often the use of a token is noted, in seconds.
  static let noteSeconds: Int64 = 3600

  static func decide(
    _ command: SignIn.Command, in state: SignIn.State, at time: Timestamp
  ) throws -> [SignInEvent] {
    switch command {
    case .issueToken(let token, let name, let until):
      guard !name.isEmpty else {
        throw SignIn.refusal("token-name", "须说明令牌的用途", "say what the token is for")
      }
      guard until > time, until <= time.adding(days: longestDays) else {
        throw SignIn.refusal(
          "token-time", "令牌有效期须在 1 至 \(longestDays) 天之间",
          "a token is good for 1 to \(longestDays) days")
      }
      guard state.tokens.values.count(where: { time < $0.until }) < most else {
        throw SignIn.refusal(
          "token-count", "已有 \(most) 个令牌，请先撤销不用的", "there are \(most) tokens; revoke one first")
      }
      return [.tokenIssued(token: token, name: name, until: until)]
    case .useToken(let token):
      guard let found = state.tokens[token], time < found.until else {
        throw SignIn.refusal(
          "token", "令牌无效、已到期或已撤销", "the token is wrong, has run out, or was revoked")
      }
      let isFresh = found.seen.map { time.seconds(since: $0) < noteSeconds } ?? false
      return isFresh ? [] : [.tokenSeen(token: token)]
    case .revokeToken(let token):
      return state.tokens[token] == nil ? [] : [.tokenRevoked(token: token)]
    default: return []
    }
  }
}
