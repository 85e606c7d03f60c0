import Groundwork

/// The faults of a file, gathered so that all of them are told at once.
struct FileFaults {
  private(set) var all: [Diagnostic] = []

  /// What was read; `nil` with its fault kept.
  mutating func reading<T>(_ read: () throws -> T) throws -> T? {
    do {
      return try read()
    } catch let fault as Diagnostic {
      all.append(fault)
      return nil
    }
  }
}
