import Groundwork

/// Proves that a log is what was appended.
///
/// Each event is hashed again, with the stored hash of the one before; the numbers of positions and
/// of versions are followed; actors and reliances are read. So a changed, lost, added or exchanged
/// event is found, and where. Events that were cut off at the end, or a log that was rewritten from
/// some event on, can be told only by a root that somebody else kept.
///
/// Every range of positions is verified by itself, so that the threads of the job share the work. The
/// cost is that of one hash for each event, plus the store's reading; memory grows with the number of
/// streams, not with that of events.
public enum LogVerification {
  public static let mostFaults = 100
  private static let rangeLength: Int64 = 65_536

  /// - Throws: What the store throws; `Cancelled`.
  public static func run(
    _ store: some EventStore, roots: [LogRoot] = [], job: Job = Job()
  ) throws -> LogReport {
    let (header, head) = try store.readEvents { (try $0.logHeader(), try $0.head()) }
    guard let header, let head else {
      let faults = try store.readEvents { reader in
        try reader.lastEvent() == nil && roots.isEmpty
          ? [] : [LogFault(.header, at: 0, Localized(zh: "日志没有开头", en: "the log has no header"))]
      }
      return LogReport(
        header: nil, head: nil, count: 0, streams: 0, faults: faults, faultCount: faults.count,
        rootsHeld: 0, clockReversals: 0)
    }
    let count = Int((head.count + rangeLength - 1) / rangeLength)
    job.progress.begin(Localized(zh: "核对日志", en: "Verifying the log"), total: Int(head.count))
    var joined = RangeJoin()
    try job.forEach(count) { index in
      let first = Int64(index) * rangeLength + 1
      let range = first...min(head.count, first + rangeLength - 1)
      return try store.readEvents { try RangeCheck(range, header: header, reader: $0) }
    } inOrder: { part in
      joined.add(part)
      job.progress.advance(to: Int(part.range.upperBound))
    }
    job.progress.end()
    var (faults, held) = try check(roots, header: header, store)
    faults += joined.faults
    faults.sort()
    return LogReport(
      header: header, head: head, count: joined.count, streams: joined.streams,
      faults: Array(faults.prefix(mostFaults)),
      faultCount: joined.faultCount + faults.count - joined.faults.count, rootsHeld: held,
      clockReversals: joined.clockReversals)
  }

  private static func check(
    _ roots: [LogRoot], header: LogHeader, _ store: some EventStore
  ) throws -> (faults: [LogFault], held: Int) {
    try store.readEvents { reader in
      var faults: [LogFault] = []
      for root in roots {
        let hash = root.count == 0 ? header.hash : try reader.eventHash(at: root.count)
        if root.log != header.id || root.algorithm != header.algorithm {
          faults.append(
            LogFault(
              .root, at: root.count,
              Localized(
                zh: "存证属于另一日志 \(root.log)（\(root.algorithm.rawValue)）",
                en: "the root is one of another log, \(root.log) (\(root.algorithm.rawValue))")))
        } else if hash != root.hash {
          faults.append(
            LogFault(
              .root, at: root.count,
              Localized(
                zh: "与 \(root.time.iso8601) 的存证不符："
                  + (hash == nil ? "日志少于 \(root.count) 条" : "第 \(root.count) 条及以前有改动"),
                en: "differs from the root of \(root.time.iso8601): "
                  + (hash == nil
                    ? "the log has fewer than \(root.count) events"
                    : "event \(root.count) or one before it was changed"))))
        }
      }
      return (faults, roots.count - faults.count)
    }
  }
}

/// What is kept of one range of positions.
private struct RangeCheck: Sendable {
  var range: ClosedRange<Int64>
  var count: Int64 = 0
  var streams = StreamTable()
  var faults: [LogFault] = []
  var faultCount = 0
  var clockReversals = 0
  var firstTime: Timestamp?
  var lastTime: Timestamp?

  init(_ range: ClosedRange<Int64>, header: LogHeader, reader: any EventReading) throws {
    self.range = range
    var next = range.lowerBound
    var previous: Digest? =
      next == 1 ? header.hash : try reader.eventHash(at: next - 1)
    let line = LineBuffer()
    var known: Set<[UInt8]> = []
    var lastActor: [UInt8] = []
    var lastBasis: [UInt8] = []
    try reader.visitEvents(range) { view in
      if view.position > next {
        missing(next...(view.position - 1))
        previous = nil
      }
      next = view.position + 1
      count += 1
      // After a gap the hash before is not known; the gap is the fault.
      if let previous {
        line.removeAll()
        view.appendLine(previous: previous, to: line)
        if header.algorithm.hash(line.bytes) != view.hash { altered(view) }
      }
      previous = view.hash
      if !lastActor.withUnsafeBytes({ isSame($0, view.actor) }) {
        lastActor = Array(view.actor)
        read(Actor.self, lastActor, view, &known)
      }
      if !lastBasis.withUnsafeBytes({ isSame($0, view.basis) }) {
        lastBasis = Array(view.basis)
        read([Reliance].self, lastBasis, view, &known)
      }
      follow(view)
    }
    if next <= range.upperBound { missing(next...range.upperBound) }
  }

  private mutating func follow(_ view: EventView) {
    let seen = streams.reach(view.version, of: view.stream, at: view.position)
    if let seen, view.version != seen + 1 {
      let stream = String(decoding: view.stream, as: UTF8.self)
      add(LogFault.version(stream, view.version, after: seen, at: view.position))
    }
    if let lastTime, view.time < lastTime { clockReversals += 1 }
    firstTime = firstTime ?? view.time
    lastTime = view.time
  }

  private mutating func read<T: Decodable>(
    _ type: T.Type, _ bytes: [UInt8], _ view: EventView, _ known: inout Set<[UInt8]>
  ) {
    if known.contains(bytes) { return }
    do {
      _ = try CanonicalJSON.value(type, bytes)
      known.insert(bytes)
    } catch {
      add(
        LogFault(
          .unreadable, at: view.position, stream: String(decoding: view.stream, as: UTF8.self),
          Localized(
            zh: "办理人或依据无法读取", en: "the actor or what it relied on cannot be read")))
    }
  }

  private mutating func altered(_ view: EventView) {
    add(
      LogFault(
        .altered, at: view.position, stream: String(decoding: view.stream, as: UTF8.self),
        Localized(
          zh: "内容与哈希不符：第 \(view.position) 条被改动，或第 \(view.position - 1) 条的哈希被改动",
          en: "the content does not give the hash: event \(view.position) was changed, "
            + "or the hash of event \(view.position - 1)")))
  }

  private mutating func missing(_ range: ClosedRange<Int64>) {
    add(
      LogFault(
        .missing, at: range.lowerBound,
        range.count == 1
          ? Localized(
            zh: "缺第 \(range.lowerBound) 条", en: "event \(range.lowerBound) is missing")
          : Localized(
            zh: "缺第 \(range.lowerBound) 至 \(range.upperBound) 条",
            en: "events \(range.lowerBound) to \(range.upperBound) are missing")))
  }

  mutating func add(_ fault: LogFault) {
    faultCount += 1
    if faults.count < LogVerification.mostFaults { faults.append(fault) }
  }
}

extension LogFault {
  fileprivate static func version(
    _ stream: String, _ version: Int64, after last: Int64, at position: Int64
  ) -> LogFault {
    LogFault(
      .version, at: position, stream: stream,
      Localized(
        zh: "\(stream) 在第 \(last) 版之后是第 \(version) 版",
        en: "\(stream) goes from version \(last) to \(version)"))
  }
}

/// The ranges one after the other.
private struct RangeJoin {
  var count: Int64 = 0
  /// The last version of each stream.
  private var versions: [[UInt8]: Int64] = [:]
  var streams: Int { versions.count }
  var faults: [LogFault] = []
  var faultCount = 0
  var clockReversals = 0
  private var lastTime: Timestamp?

  mutating func add(_ part: RangeCheck) {
    count += part.count
    faultCount += part.faultCount
    faults += part.faults
    clockReversals += part.clockReversals
    if let lastTime, let first = part.firstTime, first < lastTime { clockReversals += 1 }
    lastTime = part.lastTime ?? lastTime
    for found in part.streams.entries {
      let last = versions[found.name] ?? 0
      if found.first != last + 1 {
        faultCount += 1
        let stream = String(decoding: found.name, as: UTF8.self)
        faults.append(.version(stream, found.first, after: last, at: found.firstPosition))
      }
      versions[found.name] = found.last
    }
  }
}
