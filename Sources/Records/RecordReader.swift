import Flow
import Groundwork
import Planning
import Storage

/// Reads the rows of a workspace's layers as values of the modules above.
public struct RecordReader: Sendable {
  public let workspace: Workspace
  public let job: Job

  public init(_ workspace: Workspace, job: Job = Job()) {
    self.workspace = workspace
    self.job = job
  }
}

/// A plan laid over its base epoch.
public struct LaidPlan: Sendable {
  public var base: LayerRecord
  public var plan: ConsolidationPlan
  public var state: PlannedState

  public init(base: LayerRecord, plan: ConsolidationPlan, state: PlannedState) {
    self.base = base
    self.plan = plan
    self.state = state
  }
}
