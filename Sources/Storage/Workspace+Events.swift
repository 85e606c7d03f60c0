import EventLog

/// The log of deeds of a workspace: events land in the same transaction as layers and documents.
extension Workspace: EventStore {
  public func readEvents<T>(_ body: (any EventReading) throws -> T) throws -> T {
    try read { try body($0.events) }
  }

  public func writeEvents<T>(_ body: (any EventWriting) throws -> T) throws -> T {
    try write { try body($0.events) }
  }
}
