import EventLog
import Groundwork

extension EventWriting {
  /// Decides on a command in a state that a projection keeps, and appends what it leads to; as
  /// `perform(_:_:on:expected:by:)`, without folding the whole stream again. The caller updates the
  /// projection.
  ///
  /// - Parameters:
  ///   - seen: the state as the projection has it in this transaction.
  ///   - expected: The version that the author saw; `nil`: whatever it is now.
  /// - Throws: `EventConflict` when the stream has gone on since; the decider's `Diagnostic`.
  func perform<D: Decider>(
    _: D.Type, _ command: D.Command, in seen: Versioned<D.State>, on stream: StreamName,
    expected: Int64?, by context: DeedContext
  ) throws {
    if let expected, expected != seen.version {
      // An append of nothing on a version that is not the present one is a conflict.
      try append(
        AppendBatch(
          time: context.time, actor: context.actor,
          appends: [StreamAppend(stream, expected: .exactly(expected), events: [])]))
    }
    let decided = try D.decide(command, in: seen.state, by: context)
    guard !decided.isEmpty else { return }
    let json = CanonicalJSON()
    try append(
      AppendBatch(
        time: context.time, actor: context.actor, basis: context.basis,
        appends: [
          StreamAppend(
            stream, expected: .exactly(seen.version),
            events: try decided.map { try EventDraft($0, by: json) })
        ]))
  }
}
