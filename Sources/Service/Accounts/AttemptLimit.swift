import Synchronization

/// Limits sign-in attempts of one address, as a token bucket: a burst, then one attempt every few
/// seconds.
///
/// Accounts lock after failures of their own; this limit protects against a client that tries many
/// accounts, and against the work of each attempt.
final class AttemptLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private let burst: Double
  private let interval: Duration
  private let most = 10_000
  private let buckets = Mutex<[String: Bucket]>([:])

  init(burst: Int = 60, interval: Duration = .seconds(1)) {
    self.burst = Double(burst)
    self.interval = interval
  }

  /// - Returns: Whether an attempt is allowed now.
  func take(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
    buckets.withLock { buckets in
      if buckets.count >= most {
        buckets = buckets.filter { tokens(of: $0.value, at: now) < burst }
        // That many addresses at once are an attack, so further ones are refused.
        if buckets.count >= most, buckets[address] == nil { return false }
      }
      var bucket = buckets[address] ?? Bucket(tokens: burst, filled: now)
      bucket.tokens = tokens(of: bucket, at: now)
      bucket.filled = now
      let isFine = bucket.tokens >= 1
      if isFine { bucket.tokens -= 1 }
      buckets[address] = bucket
      return isFine
    }
  }

  private func tokens(of bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(burst, bucket.tokens + (now - bucket.filled) / interval)
  }
}
