import Foundation
import Synchronization

/// Wall and processor time of the named steps of a job.
public final class Stopwatch: Sendable {
  /// One step; the processor time is that of all threads of the process.
  public struct Step: Sendable, Codable {
    public var name: String
    public var wall: Double
    public var cpu: Double

    private enum CodingKeys: String, CodingKey {
      case name
      case wall = "wall_s"
      case cpu = "cpu_s"
    }
  }

  private let kept = Mutex<[Step]>([])

  public init() {}

  /// The steps in the order in which they ended.
  public var steps: [Step] { kept.withLock { $0 } }

  /// Times a step. A name that comes again adds to what it has.
  public func measure<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
    let clock = ContinuousClock()
    let start = clock.now
    let cpu = Stopwatch.processorSeconds
    defer {
      let wall = clock.now - start
      let step = Step(
        name: name, wall: wall / .seconds(1), cpu: Stopwatch.processorSeconds - cpu)
      kept.withLock { steps in
        if let known = steps.firstIndex(where: { $0.name == name }) {
          steps[known].wall += step.wall
          steps[known].cpu += step.cpu
        } else {
          steps.append(step)
        }
      }
    }
    return try body()
  }

  /// User and system time of the process so far, in seconds.
  public static var processorSeconds: Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }
}

extension Job {
  /// Runs a step under the job's stopwatch, if it has one.
  public func measure<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
    guard let stopwatch else { return try body() }
    return try stopwatch.measure(name, body)
  }
}
