import Synchronization

/// How often one address may try to sign in: so many at once, one more every few seconds.
///
/// Accounts lock after failures of their own; this is against one client who tries many accounts, and
/// against the work that each attempt costs the server.
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

  /// - Returns: Whether it may be tried now.
  func take(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
    buckets.withLock { buckets in
      if buckets.count >= most {
        buckets = buckets.filter { tokens(of: $0.value, at: now) < burst }
        // So many addresses at once are an attack by itself: nobody is let in on trust.
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
